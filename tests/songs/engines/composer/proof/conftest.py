"""Renders of the fifty prompts, made once a test run however many processes run the tests."""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from tests.songs.engines.composer.proof.renders import PROMPTS, Heard, Piece, compile_once, hear, in_parallel

Made = TypeVar("Made")
Once = Callable[[str, Callable[[], Made]], Made]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Once[Made]:
    """Makes a value under a name in whichever test process asks first; the others wait and read it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base

    def make(name: str, function: Callable[[], Made]) -> Made:
        kept: Path = shared / f"{name}.pickle"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(function()))
            made: Made = pickle.loads(kept.read_bytes())
            return made

    return make


@pytest.fixture(scope="session", autouse=True)
def compiled(once: Once[None]) -> None:
    """Numba keeps what it compiles beside librosa; two processes that write there at once spoil it."""
    once("compiled", compile_once)


@pytest.fixture(scope="session")
def heard(once: Once[list[Heard]]) -> dict[str, Heard]:
    """What is heard in each of the fifty prompts."""
    found = once("fifty prompts", lambda: in_parallel(hear, [Piece(text) for text in PROMPTS]))
    return dict(zip(PROMPTS, found, strict=True))
