"""What can break, and how it is mended again."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final

import psutil
from tests.support.processes import ServerProcess
from tests.support.proxy import Proxy

from soak.grounds import Ground
from soak.ledger import Ledger
from soak.twist import Twist

_WORKER: Final = "reprise.commands.worker"
_ENGINE: Final = "reprise.songs.generation.engine_process"
_SLOW_SECONDS: Final = 0.15
_SLOW_FLUSH: Final = 0.5
_LONGEST_STEP: Final = 3600.0
"""Seconds, ahead or behind. Not a day, for keys and events are kept for a day: they would rightly be gone."""
_STOP_SECONDS: Final = 60.0
_STARTS: Final = "WORKER_CRASHED"
_STORES: Final = "STORAGE_UNAVAILABLE"

Instant = Callable[[float], None]
Lasting = Callable[[float], AbstractContextManager[None]]


class Faults:
    """`which`, from 0 to 1, chooses one of those that there are."""

    def __init__(self, ground: Ground, server: ServerProcess, ledger: Ledger) -> None:
        self._ground, self._server, self._ledger = ground, server, ledger
        self.excuses: set[str] = set()
        """Codes with which work may fail after what was done so far."""
        self.instant: dict[str, Instant] = {
            "kill a worker": lambda which: self._kill(_WORKER, which),
            "kill an engine": lambda which: self._kill(_ENGINE, which),
            "kill the API": self._kill_server,
            "kill everything": self._kill_everything,
            "stop and start": self._stop,
        }
        self.lasting: dict[str, Lasting] = {
            "freeze a worker": lambda which: _frozen(self._one(_WORKER, which)),
            "freeze an engine": lambda which: _frozen(self._one(_ENGINE, which)),
            "freeze the API": lambda _: _frozen([psutil.Process(self._server.pid)]),
        }
        self._add_disk()
        self._add_twists()
        self._add_database()
        self._add_storage()

    def _add_disk(self) -> None:
        if self._ground.volume is not None:
            self.lasting["fill the disk"] = lambda _: self._full_disk()

    def _add_twists(self) -> None:
        """A step of the clock there and back again; flushes that take longer."""
        if twist := self._ground.twist:
            self.lasting["step the clock"] = lambda which: self._stepped(twist, which)
            self.lasting["slow the disk down"] = lambda _: _slowed(twist)
        cluster = self._ground.cluster
        if cluster is not None and (twists := cluster.twist):
            self.lasting["step the database's clock"] = lambda which: self._stepped(twists, which)
            self.lasting["slow the database's disk down"] = lambda _: _slowed(twists)

    def _add_database(self) -> None:
        cluster = self._ground.cluster
        if cluster is None:
            return
        self.instant["kill a database process"] = cluster.kill_connection
        self.instant["kill the database"] = self._kill_database
        self.lasting["freeze the database"] = lambda _: _frozen(cluster.processes())
        self._add_link("database", self._ground.proxies["database"])

    def _add_storage(self) -> None:
        server = self._ground.bucket_server
        if server is None:
            return
        process = psutil.Process(server.process.pid)
        self.lasting["freeze the storage"] = lambda _: self._without_storage(_frozen([process]))
        self._add_link("storage", self._ground.proxies["storage"], wrap=self._without_storage)

    def _add_link(
        self,
        name: str,
        proxy: Proxy,
        wrap: Callable[[AbstractContextManager[None]], AbstractContextManager[None]] = lambda it: it,
    ) -> None:
        self.lasting[f"cut the {name} off"] = lambda _: wrap(_broken(proxy, proxy.cut))
        self.lasting[f"hold the {name} up"] = lambda _: wrap(_broken(proxy, proxy.stall))
        self.lasting[f"slow the {name} down"] = lambda _: wrap(
            _broken(proxy, lambda: proxy.slow(_SLOW_SECONDS))
        )

    def look(self) -> None:
        """Whoever ended without being told to is blamed, and started again."""
        if self._server.returncode is not None:
            self._ledger.blame(f"the server ended by itself with {self._server.returncode}")
            self._server.restart()

    def _one(self, command: str, which: float) -> list[psutil.Process]:
        found = self._server.processes(command)
        return [found[int(which * len(found))]] if found else []

    def _kill(self, command: str, which: float) -> None:
        self.excuses.add(_STARTS)
        for process in self._one(command, which):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()

    def _kill_server(self, _: float) -> None:
        self.excuses.add(_STARTS)
        self._server.kill9()
        self._server.assert_nothing_survives()
        self._server.restart()

    def _kill_everything(self, _: float) -> None:
        self.excuses.add(_STARTS)
        self._server.kill9_all()
        self._server.assert_nothing_survives()
        self._server.restart()

    def _stop(self, _: float) -> None:
        status = self._server.terminate(within_s=_STOP_SECONDS)
        if status != 0:
            self._ledger.blame(f"the server was asked to stop and ended with {status}")
        self._server.assert_nothing_survives()
        self._server.restart()

    def _kill_database(self, _: float) -> None:
        cluster = self._ground.cluster
        assert cluster is not None
        cluster.kill()
        time.sleep(1)
        cluster.start()
        self._ground.repoint()

    @contextmanager
    def _full_disk(self) -> Iterator[None]:
        assert self._ground.volume is not None
        # The engine writes its file there, too.
        self.excuses |= {_STARTS, _STORES, "ENGINE_FAILED"}
        self._ground.volume.fill()
        try:
            yield
        finally:
            self._ground.volume.empty()

    @contextmanager
    def _stepped(self, twist: Twist, which: float) -> Iterator[None]:
        self.excuses.add(_STARTS)
        twist.step_clock((2 * which - 1) * _LONGEST_STEP)
        try:
            yield
        finally:
            twist.step_clock(0)

    @contextmanager
    def _without_storage(self, inner: AbstractContextManager[None]) -> Iterator[None]:
        self.excuses.add(_STORES)
        with inner:
            yield


@contextmanager
def _slowed(twist: Twist) -> Iterator[None]:
    twist.slow_disk(_SLOW_FLUSH)
    try:
        yield
    finally:
        twist.slow_disk(0)


@contextmanager
def _broken(proxy: Proxy, how: Callable[[], None]) -> Iterator[None]:
    how()
    try:
        yield
    finally:
        proxy.heal()


@contextmanager
def _frozen(processes: Iterable[psutil.Process]) -> Iterator[None]:
    stopped = list(processes)
    for process in stopped:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.suspend()
    try:
        yield
    finally:
        for process in stopped:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.resume()
