"""The wheel as a stranger gets it: an empty environment, the locked requirements, no Node."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
import pytest
from tests.support.processes import ServerProcess

ROOT = Path(__file__).resolve().parents[2]
UV = Path(sys.executable).with_name("uv")

pytestmark = pytest.mark.wheel


def run(*command: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    arguments = [str(part) for part in command]
    return subprocess.run(
        arguments, cwd=cwd, capture_output=True, text=True, check=False, env=environment or None
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", directory)
    assert built.returncode == 0, built.stderr
    (wheel,) = directory.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and what it requires."""
    environment = tmp_path_factory.mktemp("environment") / "venv"
    python = environment / "bin" / "python"
    for command in (
        ("venv", "--python", sys.executable, environment),
        ("pip", "sync", "--python", python, "--require-hashes", ROOT / "requirements" / "runtime.txt"),
        ("pip", "install", "--python", python, "--no-deps", wheel),
        ("pip", "check", "--python", python),
    ):
        done = run(UV, *command)
        assert done.returncode == 0, done.stderr
    return environment / "bin"


def test_the_wheel_carries_page_and_migrations(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "reprise/page/index.html" in names
    assert any(name.startswith("reprise/migrations/versions/0001") for name in names)
    assert not [name for name in names if not name.startswith(("reprise/", "reprise_studio-"))]


def test_reprise_states_the_version_of_the_wheel(installed: Path, wheel: Path) -> None:
    done = run(installed / "reprise", "--version", PATH=str(installed))
    assert done.returncode == 0, done.stderr
    assert wheel.name.split("-")[1] in done.stdout


def test_serve_answers_and_shows_the_page_without_node(installed: Path, tmp_path: Path) -> None:
    path = str(installed)
    assert shutil.which("node", path=path) is None
    server = ServerProcess(
        tmp_path / "data", command=installed / "reprise", environment={"PATH": path, "PYTHONPATH": ""}
    )
    try:
        server.start()
        server.wait_ready()
        health = httpx.get(f"{server.url}/healthz")
        page = httpx.get(f"{server.url}/", follow_redirects=True)
        assert server.terminate() == 0, server.log
        server.assert_nothing_survives()
    finally:
        server.close()
    assert health.status_code == 200
    assert page.status_code == 200
    assert '<div id="root"' in page.text
    assert f"127.0.0.1:{server.port}" in server.log


def test_a_wheel_without_the_page_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("page", "__pycache__"))
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", cwd=tmp_path)
    assert built.returncode != 0
    assert "make wheel" in built.stderr
