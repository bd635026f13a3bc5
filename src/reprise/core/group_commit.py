"""Many small writes in one transaction: for what arrives in bursts.

While one flush runs, what arrives waits; the next takes all of it. There is no timer: a single writer waits
for nobody.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from reprise.core.db import Database
from reprise.core.errors import AppError, UnavailableError

MOST_WAITING: Final = 2_000
MOST_AT_ONCE: Final = 256

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
Write = Callable[[Connection, Sequence[Item]], "Sequence[Outcome | AppError]"]
"""Writes all items in the transaction of the connection; one outcome for each, in their order.

An item whose outcome is an error is refused alone, without a trace of it; the rest is committed. A write
looks first at what exists: when it raises all the same (a parent went meanwhile), the items are written again
one by one, so that a bad one fails alone.
"""


class TooManyWritesError(UnavailableError):
    code = "TOO_MANY_WRITES"


@dataclass(slots=True)
class _Waiting(Generic[Item, Outcome]):
    item: Item
    outcome: asyncio.Future[Outcome]

    def settle(self, outcome: Outcome | BaseException) -> None:
        # Whoever waited may have gone meanwhile.
        if self.outcome.done():
            return
        if isinstance(outcome, BaseException):
            self.outcome.set_exception(outcome)
        else:
            self.outcome.set_result(outcome)


class GroupCommit(Generic[Item, Outcome]):
    """The writes of one kind in one process."""

    def __init__(
        self,
        database: Database,
        write: Write[Item, Outcome],
        *,
        committed: Callable[[], None] = lambda: None,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        """`committed` is called after each flush."""
        self._database = database
        self._write = write
        self._committed = committed
        self._most_waiting = most_waiting
        self._waiting: deque[_Waiting[Item, Outcome]] = deque()
        self._flushing: asyncio.Task[None] | None = None

    async def submit(self, item: Item) -> Outcome:
        """Returns once the item is committed.

        Raises:
            TooManyWritesError: too many wait already; nothing was written.
            AppError: what the write found wrong with this item.
        """
        if len(self._waiting) >= self._most_waiting:
            raise TooManyWritesError(
                "Too much is being written at this moment; nothing was changed. Try again in a moment.",
                headers={"Retry-After": "1"},
            )
        waiting: _Waiting[Item, Outcome] = _Waiting(item, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush_all())
        return await waiting.outcome

    async def close(self) -> None:
        """Returns once everything that waits is written."""
        if self._flushing is not None:
            await self._flushing

    async def _flush_all(self) -> None:
        try:
            while self._waiting:
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))]
                await self._flush(batch)
        finally:
            self._flushing = None

    async def _flush(self, batch: Sequence[_Waiting[Item, Outcome]]) -> None:
        try:
            await self._write_together(batch)
        except Exception as error:
            if _is_everybodys(error):
                for one in batch:
                    one.settle(error)
                return
            # Also what came alone: now the write sees what another process wrote meanwhile.
            for one in batch:
                await self._flush_alone(one)

    async def _flush_alone(self, one: _Waiting[Item, Outcome]) -> None:
        try:
            await self._write_together([one])
        except Exception as error:
            one.settle(error)

    async def _write_together(self, batch: Sequence[_Waiting[Item, Outcome]]) -> None:
        items = [waiting.item for waiting in batch]
        outcomes = await self._database.write_together(lambda connection: self._write(connection, items))
        for waiting, outcome in zip(batch, outcomes, strict=True):
            waiting.settle(outcome)
        self._committed()


def _is_everybodys(error: Exception) -> bool:
    """The database could not be reached or was locked: no item is to blame."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, (OperationalError, InterfaceError, PoolTimeoutError, OSError))


class CommitGroups:
    """A group for each kind of write of a process, made when it is first used."""

    def __init__(self, database: Database, *, committed: Callable[[], None]) -> None:
        self._database = database
        self._committed = committed
        self._groups: dict[Any, GroupCommit[Any, Any]] = {}

    async def submit(self, write: Write[Item, Outcome], item: Item) -> Outcome:
        """See `GroupCommit.submit`; what has one `write` is written together."""
        group = self._groups.get(write)
        if group is None:
            group = GroupCommit(self._database, write, committed=self._committed)
            self._groups[write] = group
        outcome: Outcome = await group.submit(item)
        return outcome

    async def close(self) -> None:
        """Returns once everything that waits is written."""
        for group in self._groups.values():
            await group.close()
