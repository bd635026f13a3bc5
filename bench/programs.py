"""The programs that are measured: Reprise as people run it, and the controls."""

from __future__ import annotations

import http.client
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import tied
from tests.support.processes import ServerProcess

_ROOT = Path(__file__).parents[1]
_PATIENCE = 60.0


@contextmanager
def reprise(data_dir: Path, environment: dict[str, str] | None = None) -> Iterator[ServerProcess]:
    """A server with one worker, started but not waited for; stopped as a person would stop it."""
    server = ServerProcess(data_dir, workers=1, environment=environment)
    server.start()
    try:
        yield server
    finally:
        # Not killed: a lease left behind would make the next start look ready before it is.
        if server.returncode is None:
            server.terminate()
        server.close()


@contextmanager
def control(name: str, *arguments: object) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Process and port of `bench.controls.NAME`, started but not waited for."""
    port = tied.free_port()
    process = tied.start([*_python(name), port, *arguments], cwd=_ROOT)
    try:
        yield process, port
    finally:
        tied.stop(process)


@contextmanager
def bare_worker(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A bare worker that is ready; its standard output says what it begins."""
    process = tied.start([*_python("bare_worker"), url], stdout=subprocess.PIPE, cwd=_ROOT)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n", "the bare worker did not start"
        yield process
    finally:
        process.kill()
        process.wait()


def _python(control_name: str) -> list[str]:
    return [sys.executable, "-m", f"bench.controls.{control_name}"]


def sqlite_file(path: Path) -> str:
    """URL of a new SQLite database in WAL mode, which the file remembers."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    return f"sqlite:///{path}"


def wait_answer(
    port: int, path: str, ended: Callable[[], object], *, every: float = 0.005, patience: float = _PATIENCE
) -> float:
    """The instant (monotonic seconds) at which `path` first answered 200; `ended` tells an exit status."""
    deadline = time.monotonic() + patience
    while not _answers(port, path):
        if (status := ended()) is not None:
            raise RuntimeError(f"the process ended with status {status} before {path} answered")
        if time.monotonic() > deadline:
            raise TimeoutError(f"{path} did not answer within {patience:.0f} s")
        time.sleep(every)
    return time.monotonic()


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
