"""Libraries that cost memory are imported only where they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"numpy", "scipy", "soundfile", "pyloudnorm", "mido", "alembic", "pyarrow", "bm25s", "pydantic_ai"}
_LOADED = "import sys, {module}; print(*sys.modules)"


def loaded_by(module: str) -> set[str]:
    """Top-level packages in a fresh interpreter that imported `module`."""
    done = subprocess.run(
        [sys.executable, "-c", _LOADED.format(module=module)], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(
    "module", ["reprise.app", "reprise.cli", "reprise.commands.serve", "reprise.commands.worker.working"]
)
def test_servers_and_workers_do_without(module: str) -> None:
    loaded = loaded_by(module)
    assert "reprise" in loaded
    assert loaded & HEAVY == set()


def test_the_command_line_does_without_a_web_server() -> None:
    assert loaded_by("reprise.cli") & {"fastapi", "uvicorn", "sqlalchemy", "dbos"} == set()


def test_workers_do_without_a_web_server() -> None:
    loaded = loaded_by("reprise.commands.worker.working")
    assert {"reprise", "sqlalchemy", "dbos"} <= loaded
    assert loaded & {"fastapi", "starlette", "uvicorn"} == set()


def test_what_renders_and_what_searches_loads_them() -> None:
    """Otherwise the tests above could not fail."""
    assert {"numpy", "bm25s"} <= loaded_by("reprise.experts.retrieval.matrix")
    assert {"numpy", "soundfile"} <= loaded_by("reprise.songs.audio.encoding")
