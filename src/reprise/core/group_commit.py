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
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from reprise.core.db import Database, is_unavailable
from reprise.core.db.many_rows import Inserts
from reprise.core.errors import AppError, UnavailableError
from reprise.core.kept import Kept

MOST_ROWS_WAITING: Final = 2_000
MOST_ROWS_AT_ONCE: Final = 500
_MOST_REMEMBERED: Final = 10_000

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
Write = Callable[[Connection, Sequence[Item]], "Sequence[Outcome | AppError]"]
"""Writes all items in the transaction of the connection; one outcome for each, in their order.

An item whose outcome is an error is refused alone, without a trace of it; the rest is committed. A write
looks first at what exists: when it raises all the same (a parent went meanwhile), the items are written again
one by one, so that a bad one fails alone.
"""


Memory = Kept[UUID, tuple[Any, ...]]
"""Rows that were read before and never change while they are there, by their ids.

On SQLite the writer's thread fills it and the event loop asks it, never at once: a group has one flush at a
time.
"""


@dataclass(frozen=True, slots=True)
class Inserting(Generic[Item, Outcome]):
    """A write that only reads, and leaves behind what is to be inserted: see `Database.insert_together`.

    `guess` decides without reading, or says None. What it guessed must be what the constraints of the tables
    let in: if they refuse it, `decide` is asked.
    """

    decide: Callable[[Connection, Inserts, Sequence[Item], Memory], Sequence[Outcome | AppError]]
    guess: Callable[[Inserts, Sequence[Item], Memory], Sequence[Outcome] | None] = lambda *_: None


class TooManyWritesError(UnavailableError):
    code = "TOO_MANY_WRITES"


@dataclass(slots=True)
class _Waiting(Generic[Item, Outcome]):
    item: Item
    rows: int
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
        write: Write[Item, Outcome] | Inserting[Item, Outcome],
        *,
        committed: Callable[[], None] = lambda: None,
        durable: bool = True,
        most_rows_waiting: int = MOST_ROWS_WAITING,
        most_rows_at_once: int = MOST_ROWS_AT_ONCE,
    ) -> None:
        """`committed` is called after each flush. An item of more rows than go at once goes alone.

        `durable` as `Database.write_together` has it.
        """
        self._database = database
        self._write = write
        self._committed = committed
        self._durable = durable
        self._most_rows_waiting = most_rows_waiting
        self._most_rows_at_once = most_rows_at_once
        self._rows_waiting = 0
        self._waiting: deque[_Waiting[Item, Outcome]] = deque()
        self._flushing: asyncio.Task[None] | None = None
        self._memory: Memory = Kept(_MOST_REMEMBERED)
        self._several = False
        """Whether several wrote at once lately: one who writes alone need not wait for others."""

    async def submit(self, item: Item, *, rows: int = 1) -> Outcome:
        """Returns once the item, which is about so many rows, is committed.

        Raises:
            TooManyWritesError: too many wait already; nothing was written.
            AppError: what the write found wrong with this item.
        """
        if self._waiting and self._rows_waiting + rows > self._most_rows_waiting:
            raise TooManyWritesError(
                "Too much is being written at this moment; nothing was changed. Try again in a moment.",
                headers={"Retry-After": "1"},
            )
        waiting: _Waiting[Item, Outcome] = _Waiting(item, rows, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._rows_waiting += rows
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
                if self._several:
                    # No timer: one turn of the event loop reads what has arrived, one more brings it here.
                    await asyncio.sleep(0)
                    await asyncio.sleep(0)
                batch = self._next_batch()
                self._several = len(batch) + len(self._waiting) > 1
                await self._flush(batch)
                self._several |= len(self._waiting) > 1
        finally:
            self._flushing = None

    def _next_batch(self) -> list[_Waiting[Item, Outcome]]:
        batch = [self._waiting.popleft()]
        rows = batch[0].rows
        while self._waiting and rows + self._waiting[0].rows <= self._most_rows_at_once:
            batch.append(self._waiting.popleft())
            rows += batch[-1].rows
        self._rows_waiting -= rows
        return batch

    async def _flush(self, batch: Sequence[_Waiting[Item, Outcome]]) -> None:
        try:
            await self._write_together(batch)
        except Exception as error:
            # Nobody's item is to blame.
            if is_unavailable(error) or isinstance(error, OSError):
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
        outcomes = await self._written([waiting.item for waiting in batch])
        for waiting, outcome in zip(batch, outcomes, strict=True):
            waiting.settle(outcome)
        self._committed()

    async def _written(self, items: Sequence[Item]) -> Sequence[Outcome | AppError]:
        write = self._write
        if isinstance(write, Inserting):
            return await self._inserted(write, items)
        return await self._database.write_together(
            lambda connection: write(connection, items), durable=self._durable
        )

    async def _inserted(
        self, write: Inserting[Item, Outcome], items: Sequence[Item]
    ) -> Sequence[Outcome | AppError]:
        inserts = Inserts()
        guessed = write.guess(inserts, items, self._memory)
        if guessed is not None:
            try:
                await self._database.insert(inserts)
            except IntegrityError:
                # A key that is known, or a parent that is gone. Nothing was written.
                self._memory.clear()
            else:
                return guessed
        return await self._database.insert_together(
            lambda connection, inserts: write.decide(connection, inserts, items, self._memory)
        )


class CommitGroups:
    """A group for each kind of write of a process, made when it is first used."""

    def __init__(self, database: Database, *, committed: Callable[[], None]) -> None:
        self._database = database
        self._committed = committed
        self._groups: dict[Any, GroupCommit[Any, Any]] = {}

    async def submit(
        self,
        write: Write[Item, Outcome] | Inserting[Item, Outcome],
        item: Item,
        *,
        rows: int = 1,
        durable: bool = True,
    ) -> Outcome:
        """See `GroupCommit`; what has one `write` is written together, and is durable or not."""
        group = self._groups.get(write)
        if group is None:
            group = GroupCommit(self._database, write, committed=self._committed, durable=durable)
            self._groups[write] = group
        outcome: Outcome = await group.submit(item, rows=rows)
        return outcome

    async def close(self) -> None:
        """Returns once everything that waits is written."""
        for group in self._groups.values():
            await group.close()
