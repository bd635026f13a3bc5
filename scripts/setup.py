"""Bring .venv and the built page up to date; a step whose inputs are unchanged is skipped.

Runs on the standard library alone, before anything is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements" / "dev.txt"
WEB = ROOT / "web"
PAGE = ROOT / "src" / "reprise" / "page" / "index.html"


class SetupError(Exception):
    """A step that cannot be done; the message is the one sentence shown."""


def main() -> int:
    os.chdir(ROOT)
    prepare_environment()
    try:
        bring_up_to_date()
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    return 0


def bring_up_to_date() -> None:
    make_environment()
    lock = LOCK.read_bytes()
    once("requirements", lock, VENV / "bin" / "uv", install_requirements)
    # Synchronising with the lock removes the project, which is not in it.
    project = lock + (ROOT / "pyproject.toml").read_bytes() + os.fsencode(ROOT)
    once("project", project, VENV / "bin" / "reprise", install_project)
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    once("packages", (WEB / "package-lock.json").read_bytes(), WEB / "node_modules", install_packages)
    once("page", page_sources(), PAGE, build_page)


def prepare_environment() -> None:
    os.environ["NPM_CONFIG_UPDATE_NOTIFIER"] = "false"
    # Service accounts often have no home; uv and npm would stop at the cache they keep there.
    if not os.access(Path.home(), os.W_OK):
        os.environ["UV_CACHE_DIR"] = str(ROOT / ".cache" / "uv")
        os.environ["PIP_CACHE_DIR"] = str(ROOT / ".cache" / "pip")
        os.environ["NPM_CONFIG_CACHE"] = str(ROOT / ".cache" / "npm")


def make_environment() -> None:
    if PYTHON.exists() and attempt(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
        return
    say(f"creating .venv with Python {sys.version_info.major}.{sys.version_info.minor}")
    shutil.rmtree(VENV, ignore_errors=True)
    if not create_venv() and not (install_debian_venv() and create_venv()):
        raise SetupError(
            f"{sys.executable} has neither ensurepip, pip nor virtualenv; "
            f"install your system's package for it (on Debian: apt install {debian_venv()})."
        )


def create_venv() -> bool:
    if module("ensurepip"):
        return attempt(sys.executable, "-m", "venv", VENV)
    if module("pip") and module("venv"):
        return attempt(sys.executable, "-m", "venv", "--without-pip", VENV)
    return module("virtualenv") and attempt(sys.executable, "-m", "virtualenv", "--quiet", VENV)


def install_debian_venv() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"installing {debian_venv()}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    install = ("apt-get", "install", "-qq", "--yes", "--no-install-recommends", debian_venv())
    failure = attempt_quietly("apt-get", "update", "-qq") or attempt_quietly(*install)
    importlib.invalidate_caches()
    return failure is None


def debian_venv() -> str:
    return f"python3.{sys.version_info.minor}-venv"


def install_requirements() -> None:
    say("installing the locked requirements")
    # Compiled here, once: where Python may not write bytecode, every process would compile everything anew.
    options = ("--quiet", "--compile-bytecode", "--require-hashes")
    uv_sync = (VENV / "bin" / "uv", "pip", "sync", *options, LOCK)
    if install_uv() and attempt_quietly(*uv_sync) is None:
        return
    # pip also knows mirrors and proxies that only its own configuration names.
    command = (*pip(), "install", "-qq", "--only-binary", ":all:", "--require-hashes", "-r", LOCK)
    must(command, "the locked requirements could not be installed; is the package index reachable?")


def install_uv() -> bool:
    locked = re.search(r"^uv==.*(?:\n    .*)*", LOCK.read_text(), re.MULTILINE)
    if locked is None:
        return False
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as requirement:
        requirement.write(locked[0])
        requirement.flush()
        command = (*pip(), "install", "--quiet", "--require-hashes", "-r", requirement.name)
        return attempt_quietly(*command) is None


def pip() -> tuple[object, ...]:
    if (VENV / "bin" / "pip").exists():
        return (PYTHON, "-m", "pip")
    # An outer pip (22.3 or newer) can install into an environment that has none.
    return (sys.executable, "-m", "pip", "--python", PYTHON)


def install_project() -> None:
    say("installing reprise in place")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    must(
        (VENV / "bin" / "uv", "pip", "install", *options),
        "the project itself could not be installed into .venv.",
    )


def build_page() -> None:
    say("building the page")
    must(("npm", "run", "--silent", "build"), "the page could not be built.", WEB)


def install_packages() -> None:
    say("installing the page's packages")
    command = ("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
    must(command, "the page's packages could not be installed; is the npm registry reachable?", WEB)


def page_sources() -> bytes:
    files = [*WEB.glob("*"), *(WEB / "src").rglob("*"), *(WEB / "public").rglob("*")]
    sources = [path for path in sorted(files) if path.is_file() and path.suffix != ".tsbuildinfo"]
    return b"".join(bytes(path.relative_to(WEB)) + path.read_bytes() for path in sources)


def once(step: str, inputs: bytes, product: Path, action: Callable[[], None]) -> None:
    """Do `action`, which makes `product` from `inputs`, unless it was done with the same."""
    stamp = VENV / f".{step}.sha256"
    digest = hashlib.sha256(inputs).hexdigest()
    if product.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    action()
    stamp.write_text(digest)


def module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def attempt(*command: object) -> bool:
    arguments = [str(part) for part in command]
    return subprocess.run(arguments, stdin=subprocess.DEVNULL, check=False).returncode == 0


def attempt_quietly(*command: object, directory: Path = ROOT) -> str | None:
    """What the command wrote, if it failed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode else None


def must(command: tuple[object, ...], otherwise: str, directory: Path = ROOT) -> None:
    output = attempt_quietly(*command, directory=directory)
    if output is not None:
        print(output, file=sys.stderr)
        raise SetupError(otherwise)


def say(text: str) -> None:
    print(f"setup: {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
