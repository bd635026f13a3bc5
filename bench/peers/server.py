"""A peer's server: how it is started, how it is asked, and what is asked of it."""

from __future__ import annotations

import os
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx
import psutil
from tests.support import tied

from bench import programs
from bench.peers.environments import PeerUnavailableError, environment_of

OUTPUTS = 60
"""Outputs that there are, each with one rating; the first has RATINGS."""
RATINGS = 50
PAGE = 50
_PATIENCE = 180.0

Json = dict[str, Any]


class Asked(Protocol):
    """A running server, and what it is asked for as whole requests."""

    name: str
    url: str
    headers: dict[str, str]
    written_status: int

    def fill(self, client: httpx.Client) -> None:
        """OUTPUTS outputs with their ratings."""

    def write(self) -> bytes:
        """One more rating of an output, acknowledged when it is stored."""

    def read(self) -> bytes:
        """The RATINGS ratings of the first output."""

    def listing(self) -> bytes:
        """PAGE outputs."""

    def counts(self, client: httpx.Client) -> tuple[int, int]:
        """How many ratings `read` and how many outputs `listing` answers with."""


class Peer(ABC):
    """See `Asked`. Started as its documentation says, with SQLite, its default, on the disk of all others."""

    name: str
    requirement: str
    ready_path: str
    written_status = 200

    def __init__(self, scratch: Path) -> None:
        """
        Raises:
            PeerUnavailableError: it is not installed and cannot be.
        """
        self.programs = environment_of(self.requirement)
        self.directory = scratch / self.name
        self.directory.mkdir()
        self.headers: dict[str, str] = {}
        self.port = tied.free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    @abstractmethod
    def command(self) -> list[object]: ...

    def environment(self) -> dict[str, str]:
        return {}

    @abstractmethod
    def fill(self, client: httpx.Client) -> None: ...

    @abstractmethod
    def write(self) -> bytes: ...

    @abstractmethod
    def read(self) -> bytes: ...

    @abstractmethod
    def listing(self) -> bytes: ...

    @abstractmethod
    def counts(self, client: httpx.Client) -> tuple[int, int]: ...

    @contextmanager
    def running(self) -> Iterator[float]:
        """Seconds from the start of the command until it answered."""
        with (self.directory / "log").open("ab") as log:
            began = time.monotonic()
            process = tied.start(
                self.command(),
                stdout=log,
                stderr=log,
                cwd=self.directory,
                env=os.environ | self.environment(),
            )
            try:
                ready = programs.wait_answer(self.port, self.ready_path, process.poll, patience=_PATIENCE)
                yield ready - began
            except (RuntimeError, TimeoutError) as error:
                raise PeerUnavailableError(f"{self.requirement} did not start: {error}.") from None
            finally:
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """With all that it started: some of them outlive their parent."""
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    tied.stop(process)
    for one in family:
        if one.is_running():
            one.kill()
    psutil.wait_procs(family, timeout=10)


def answered(client: httpx.Client, asked: bytes) -> Json:
    """The answer to a whole request as `bench.load` sends it."""
    head, _, body = asked.partition(b"\r\n\r\n")
    method, path, _ = head.split(b"\r\n")[0].decode().split(" ")
    answer = client.request(method, path, content=body, headers={"Content-Type": "application/json"})
    found: Json = answer.raise_for_status().json()
    return found
