"""Threads that keep their connections to SQLite: aiosqlite changes threads at every call, these once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final, TypeAlias, TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import IntegrityError

from reprise.core.db.driver_errors import committing
from reprise.core.db.prepared import asked
from reprise.core.db.sqlite import configure_connections
from reprise.core.db.urls import sync_url

_READERS: Final = 2

Result = TypeVar("Result")


class WriterThread:
    """One thread with one connection, as SQLite admits one writer."""

    def __init__(self, url: str) -> None:
        self._threads = _Threads(url, 1, "writer")

    async def run(self, work: Callable[[Connection], Result], durable: bool) -> Result:
        """One transaction, committed when `work` returns."""
        return await self._threads.run(lambda kept: kept.write(work, durable))

    async def close(self) -> None:
        """Closing again does nothing."""
        await asyncio.to_thread(self._threads.close)


class ReaderThreads:
    """Two threads with a connection each, for statements that take hardly longer than a change of threads."""

    def __init__(self, url: str) -> None:
        self._threads = _Threads(url, _READERS, "reader")

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """All statements of `work` see the database as it was at the first."""
        return await self._threads.run(lambda kept: kept.read(work))

    async def close(self) -> None:
        """Closing again does nothing."""
        await asyncio.to_thread(self._threads.close)


class _Kept:
    """A connection that is open from its first use until something goes wrong.

    Transactions begin and end past SQLAlchemy, which takes as long for that as a short one takes in all.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: Connection | None = None
        self._durable = True

    def write(self, work: Callable[[Connection], Result], durable: bool) -> Result:
        connection = self._open()
        try:
            self._wait_for_the_disk(connection, durable)
            asked(connection, "BEGIN IMMEDIATE")
            result = work(connection)
            with committing():
                asked(connection, "COMMIT")
        except IntegrityError:
            asked(connection, "ROLLBACK")
            raise
        except BaseException:
            # After a COMMIT that failed (a full disk) it would refuse to begin another transaction for ever.
            self.close()
            raise
        return result

    def read(self, work: Callable[[Connection], Result]) -> Result:
        connection = self._open()
        try:
            asked(connection, "BEGIN")
            result = work(connection)
            asked(connection, "ROLLBACK")
        except BaseException:
            self.close()
            raise
        return result

    def _wait_for_the_disk(self, connection: Connection, durable: bool) -> None:
        if durable != self._durable:
            asked(connection, f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
            self._durable = durable

    def _open(self) -> Connection:
        if self._connection is None:
            self._durable = True
            engine = create_engine(sync_url(self._url), hide_parameters=True)
            configure_connections(engine)
            self._connection = engine.connect()
        return self._connection

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()
            connection.engine.dispose()


_Call: TypeAlias = Callable[[_Kept], None]


class _Threads:
    """They do what they are given in the order in which it came.

    An executor of the standard library takes twice as long to hand a call over and its outcome back, which
    is more than a short statement takes.
    """

    def __init__(self, url: str, count: int, name: str) -> None:
        self._url = url
        self._names = [f"{name}_{number}" for number in range(count)]
        self._threads: list[Thread] = []
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()

    async def run(self, work: Callable[[_Kept], Result]) -> Result:
        if not self._threads:
            self._threads = [Thread(target=self._work, name=name, daemon=True) for name in self._names]
            for thread in self._threads:
                thread.start()
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[Result] = loop.create_future()

        def call(kept: _Kept) -> None:
            try:
                result = work(kept)
            except BaseException as error:
                _hand_back(loop, _fail, outcome, error)
            else:
                _hand_back(loop, _settle, outcome, result)

        self._calls.put(call)
        return await outcome

    def close(self) -> None:
        """Returns once all that came is done; closing again does nothing."""
        threads, self._threads = self._threads, []
        for _ in threads:
            self._calls.put(None)
        for thread in threads:
            thread.join()

    def _work(self) -> None:
        kept = _Kept(self._url)
        while (call := self._calls.get()) is not None:
            call(kept)
        kept.close()


def _hand_back(loop: asyncio.AbstractEventLoop, settle: Callable[..., None], *outcome: Any) -> None:
    # Nobody waits on a loop that was closed meanwhile.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(settle, *outcome)


# Whoever waited may have gone meanwhile.
def _settle(outcome: asyncio.Future[Result], result: Result) -> None:
    if not outcome.done():
        outcome.set_result(result)


def _fail(outcome: asyncio.Future[Any], error: BaseException) -> None:
    if not outcome.done():
        outcome.set_exception(error)
