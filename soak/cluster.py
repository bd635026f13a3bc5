"""A PostgreSQL cluster that can be killed, frozen and started again on its data."""

from __future__ import annotations

import contextlib
from contextlib import ExitStack, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from tests.support import postgres, tied
from tests.support.postgres import PostgresServer

from soak import twist

_DEATH_SECONDS = 30.0


class Cluster:
    """Flushes as it would in production. Its port changes with every start."""

    def __init__(self, binaries: Path, directory: Path) -> None:
        self._binaries, self._directory = binaries, directory
        self._while_running = ExitStack()
        # Beside the data, where the user who runs the cluster may read it.
        self.twist = twist.build(directory)
        self._url = ""

    @property
    def server(self) -> PostgresServer:
        return PostgresServer(self._url)

    @property
    def port(self) -> int:
        port = urlsplit(self._url).port
        assert port is not None
        return port

    @property
    def is_running(self) -> bool:
        return bool(self.processes())

    def start(self) -> None:
        """Also after a kill, once the last process of the old cluster is gone."""
        running = postgres.running(self._binaries, self._directory)
        with self.twist.inherited() if self.twist else nullcontext():
            self._url = self._while_running.enter_context(running)

    def kill(self) -> None:
        """The first process alone; the others notice and end by themselves."""
        processes = self.processes()
        processes[0].kill()
        psutil.wait_procs(processes, _DEATH_SECONDS)
        self.close()

    def kill_connection(self, which: float) -> None:
        """One process that serves a connection dies: PostgreSQL ends all others and recovers."""
        serving = [one for one in self.processes()[1:] if "reprise" in " ".join(_command(one))]
        if serving:
            with contextlib.suppress(psutil.NoSuchProcess):
                serving[int(which * len(serving))].kill()
            tied.until(self._answers, _DEATH_SECONDS, lambda: "PostgreSQL did not recover")

    def processes(self) -> list[psutil.Process]:
        """The first process and all below it; none when it has ended."""
        try:
            pid = int((self._directory / "data" / "postmaster.pid").read_text().split()[0])
            first = psutil.Process(pid)
            return [first, *first.children()]
        except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
            return []

    def close(self) -> None:
        self._while_running.close()

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self._url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []
