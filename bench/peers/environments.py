"""A peer's own environment, below a cache directory: made once, bounded in time and disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

CACHE: Final = Path(".cache/bench/peers")
_INSTALL_SECONDS: Final = 600
_FREE_BYTES: Final = 3_000_000_000
_MOST_BYTES: Final = 2_000_000_000


class PeerUnavailableError(Exception):
    """A peer cannot be measured here; the message says why, in a sentence."""


def environment_of(requirement: str) -> Path:
    """The directory with the peer's programs.

    Raises:
        PeerUnavailableError: it could not be installed within ten minutes and two gigabytes.
    """
    home = CACHE.absolute() / requirement
    if not (home / "complete").exists():
        _require_space(requirement)
        shutil.rmtree(home, ignore_errors=True)
        _install(requirement, home)
        (home / "complete").touch()
    return home / "bin"


def _require_space(requirement: str) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(CACHE).free < _FREE_BYTES:
        raise PeerUnavailableError(f"{requirement} was not installed: fewer than 3 GB are free.")


def _install(requirement: str, home: Path) -> None:
    print(f"installing {requirement} …", file=sys.stderr, flush=True)
    commands: list[list[str | Path]] = [
        [sys.executable, "-m", "venv", home],
        [home / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", requirement],
    ]
    for command in commands:
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise PeerUnavailableError(f"{requirement} was not installed within ten minutes.") from None
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise PeerUnavailableError(
                f"{requirement} could not be installed, perhaps because no package index is reached: {last}"
            )
    if (size := _size(home)) > _MOST_BYTES:
        shutil.rmtree(home)
        raise PeerUnavailableError(f"{requirement} takes {size / 1e9:.1f} GB, more than is allowed here.")


def _size(directory: Path) -> int:
    return sum(
        (Path(folder) / name).lstat().st_size for folder, _, files in os.walk(directory) for name in files
    )
