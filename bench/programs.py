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

_CONTROLS = Path(__file__).parent / "controls"
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
def bare_app(database: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Process and port of the bare application, started but not waited for."""
    port = tied.free_port()
    process = tied.start([sys.executable, _CONTROLS / "bare_app.py", port, database])
    try:
        yield process, port
    finally:
        tied.stop(process)


@contextmanager
def bare_writes(url: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Process and port of the bare application that inserts, started but not waited for."""
    port = tied.free_port()
    process = tied.start([sys.executable, _CONTROLS / "bare_writes.py", port, url])
    try:
        yield process, port
    finally:
        tied.stop(process)


@contextmanager
def bare_reads(url: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Process and port of the bare application that reads feedback, started but not waited for."""
    port = tied.free_port()
    process = tied.start([sys.executable, _CONTROLS / "bare_reads.py", port, url])
    try:
        yield process, port
    finally:
        tied.stop(process)


@contextmanager
def bare_worker(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A bare worker that is ready; its standard output says what it begins."""
    command = [sys.executable, _CONTROLS / "bare_worker.py", url]
    process = tied.start(command, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n", "the bare worker did not start"
        yield process
    finally:
        process.kill()
        process.wait()


def sqlite_file(path: Path) -> str:
    """URL of a new SQLite database in WAL mode, which the file remembers."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    return f"sqlite:///{path}"


def wait_answer(port: int, path: str, ended: Callable[[], object], *, every: float = 0.005) -> float:
    """The instant (monotonic seconds) at which `path` first answered 200; `ended` tells an exit status."""
    deadline = time.monotonic() + _PATIENCE
    while not _answers(port, path):
        if (status := ended()) is not None:
            raise RuntimeError(f"the process ended with status {status} before {path} answered")
        if time.monotonic() > deadline:
            raise TimeoutError(f"{path} did not answer within {_PATIENCE:.0f} s")
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
