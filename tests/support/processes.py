"""`reprise serve` as people run it: a real process with real workers, to talk to and to kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import httpx
import psutil
import pytest
from tests.support import diagnosis, tied

_REPRISE = Path(sys.executable).with_name("reprise")


class ServerProcess:
    """One data directory and the server on it; it can be killed and started again on the same port.

    `environment` holds settings (REPRISE_…) over those of this process, of which no REPRISE_ variable passes.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        workers: int = 1,
        port: int | None = None,
        environment: Mapping[str, str] | None = None,
        command: Path = _REPRISE,
    ) -> None:
        self.data_dir = data_dir
        self.workers = workers
        self.port = port or tied.free_port()
        self.environment = dict(environment or {})
        self.command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._seen: set[psutil.Process] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def token(self) -> str:
        return (self.data_dir / "token").read_text().strip()

    @property
    def log(self) -> str:
        """Everything that all starts wrote on standard output and error."""
        return self._log_path.read_text(errors="replace") if self._log_path.exists() else ""

    @property
    def pid(self) -> int:
        assert self._process is not None, "not started"
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """None while it runs."""
        return None if self._process is None else self._process.poll()

    @property
    def _log_path(self) -> Path:
        return self.data_dir.with_name(self.data_dir.name + ".log")

    def start(self) -> None:
        """Start it without waiting for it."""
        arguments = ["serve", "--host", "127.0.0.1", "--port", self.port, "--workers", self.workers]
        command = [self.command, *arguments, "--data-dir", self.data_dir]
        foreign = {name: value for name, value in os.environ.items() if not name.startswith("REPRISE_")}
        environment = foreign | {"PYTHONUNBUFFERED": "1"} | self.environment
        with self._log_path.open("ab") as log:
            self._process = tied.start(
                command, stdout=log, stderr=log, env=environment, cwd=self.data_dir.parent
            )

    def wait_ready(self, within_s: float = 180) -> None:
        """Until /readyz says so: database, storage and a worker answer.

        A start takes seconds of computing for the server and each worker: minutes on a crowded machine.
        """
        tied.until(
            self._is_ready,
            within_s,
            lambda: f"not ready after {within_s} s:\n{self.diagnosis}\n{self.log}",
            every=tied.ASKING_S,
        )
        self.processes()

    @property
    def diagnosis(self) -> str:
        """What its processes and its database are doing at this moment."""
        own = [psutil.Process(self.pid)] if self.returncode is None else []
        return diagnosis.of(self.url, [*own, *self.processes()], self.environment.get("REPRISE_DATABASE_URL"))

    def _is_ready(self) -> bool:
        if self.returncode is not None:
            raise AssertionError(f"the server ended with {self.returncode}:\n{self.log}")
        try:
            # Without certificates, which serve nothing here: to load them for each try keeps a core busy.
            return httpx.get(f"{self.url}/readyz", timeout=5, verify=False).status_code == 200
        except httpx.TransportError:
            return False

    def restart(self) -> None:
        """Start again, on the same data and port, after the previous start ended or was killed."""
        assert self.returncode is not None, "it still runs"
        self.start()
        self.wait_ready()

    def client(self) -> httpx.Client:
        """Signed in with the token."""
        return httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {self.token}"}, timeout=30)

    def processes(self, command_word: str = "") -> list[psutil.Process]:
        """The server's living descendants, those whose command line has `command_word` as an argument."""
        try:
            living = psutil.Process(self.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        self._seen.update(living)
        return [process for process in living if not command_word or command_word in _command_line(process)]

    def kill9(self) -> None:
        """The server alone; its workers are left to notice."""
        self.processes()
        os.kill(self.pid, signal.SIGKILL)
        self._reap(10)

    def kill9_all(self) -> None:
        """The server and all its descendants at once."""
        for process in [psutil.Process(self.pid), *self.processes()]:
            _kill(process)
        self._reap(10)

    def terminate(self, how: signal.Signals = signal.SIGTERM, within_s: float = 30) -> int:
        """Ask it to stop and return its exit code."""
        self.processes()
        os.kill(self.pid, how)
        return self._reap(within_s)

    def _reap(self, within_s: float) -> int:
        assert self._process is not None
        return self._process.wait(within_s)

    def assert_nothing_survives(self, within_s: float = 15) -> None:
        """No process that was ever seen below the server is left once the server itself has ended."""
        assert self.returncode is not None, "the server still runs"
        tied.until(lambda: not self._survivors(), within_s, lambda: f"still alive: {self._survivors()}")

    def close(self) -> None:
        """Kill whatever is left."""
        if self._process is not None and self.returncode is None:
            self.kill9_all()
        for process in self._survivors():
            _kill(process)

    def _survivors(self) -> list[psutil.Process]:
        return [process for process in self._seen if _is_alive(process)]


class StartServer(Protocol):
    """Keywords are those of ServerProcess."""

    def __call__(
        self,
        *,
        workers: int = 1,
        environment: Mapping[str, str] | None = None,
        data_dir: Path | None = None,
    ) -> ServerProcess: ...


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[StartServer]:
    """Starts servers that are ready when it returns; whatever they leave is killed after the test."""
    servers: list[ServerProcess] = []

    def start(
        *, workers: int = 1, environment: Mapping[str, str] | None = None, data_dir: Path | None = None
    ) -> ServerProcess:
        directory = data_dir or tmp_path / "data"
        server = ServerProcess(directory, workers=workers, environment=environment)
        servers.append(server)
        server.start()
        server.wait_ready()
        return server

    yield start
    for server in servers:
        server.close()


def _command_line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return
