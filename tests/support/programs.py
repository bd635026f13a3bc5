"""Programs that tests need from the system; when tests run as root on Debian they install what is missing."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest


def chromium() -> Path:
    """Without windows where there is one: the same engine, to which a page costs half the computing."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return _provide("Chromium", "chromium-headless-shell", lambda: _on_path(*names))


def ffmpeg() -> Path:
    return _provide("ffmpeg", "ffmpeg", lambda: _on_path("ffmpeg"))


def ffprobe() -> Path:
    return _provide("ffprobe", "ffmpeg", lambda: _on_path("ffprobe"))


def curl() -> Path:
    return _provide("curl", "curl", lambda: _on_path("curl"))


def openssl() -> Path:
    return _provide("OpenSSL", "openssl", lambda: _on_path("openssl"))


def nginx() -> Path:
    # Where Debian puts it, which is not on everybody's path.
    return _provide("nginx", "nginx-light", lambda: _on_path("nginx", "/usr/sbin/nginx"))


def fluidsynth() -> Path:
    return _provide("FluidSynth", "fluidsynth", lambda: _on_path("fluidsynth"))


def soundfont() -> Path:
    """One that knows the instruments of General MIDI; the smallest that Debian has is enough."""
    return _provide("A General MIDI SoundFont", "timgm6mb-soundfont", _find_soundfont)


def postgresql() -> Path:
    """The directory that holds `initdb` and `postgres`."""
    return _provide("PostgreSQL", "postgresql", find_postgresql)


def unavailable(reason: str) -> NoReturn:
    """Skip the test where a person runs it; fail it in CI, where nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def _provide(title: str, package: str, find: Callable[[], Path | None]) -> Path:
    found = find() or (find() if _install(package) else None)
    return found or unavailable(f"{title} is not installed (on Debian: apt install {package}).")


@cache
def _install(package: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get") or not _refresh_package_lists():
        return False
    return _apt_get("install", "--yes", "--no-install-recommends", package)


@cache
def _refresh_package_lists() -> bool:
    return _apt_get("update")


def _apt_get(*arguments: str) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", *arguments]
    with _one_at_a_time():
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        )
    return done.returncode == 0


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """apt-get refuses where another runs, and all processes of a run of tests miss a program together."""
    held = os.open("/var/lib/apt", os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _on_path(*names: str) -> Path | None:
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else None


def _find_soundfont() -> Path | None:
    fonts = (Path("/usr/share/sounds/sf2") / name for name in ("TimGM6mb.sf2", "default-GM.sf2"))
    return next((path for path in fonts if path.is_file()), None)


def find_postgresql() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    if pg_config := shutil.which("pg_config"):
        named = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        folders.insert(0, Path(named.stdout.strip()))
    whole = (folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists())
    return next(whole, None)
