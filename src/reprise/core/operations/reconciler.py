"""Repairs disagreement between the rows that people see and the workflows that move them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from reprise.core.db import Database, utcnow
from reprise.core.operations import repository
from reprise.core.operations.queue import WorkQueue

log = structlog.get_logger(__name__)

RECONCILE_EVERY: Final = 15.0
SWEEP_EVERY: Final = 600.0
_KEEP_WORKFLOWS: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Work:
    """A row that wants work done, and the workflow that is meant to do it."""

    subject_id: UUID
    workflow_id: str


class WorkSource(Protocol):
    """What a room tells the reconciler about its rows."""

    def unfinished(self) -> AsyncIterator[Sequence[Work]]:
        """Pages of rows that are neither finished nor abandoned."""

    async def restart(self, work: Work) -> bool:
        """Give the row a new workflow; False when it moved on meanwhile."""

    async def finished_workflows(self) -> Sequence[str]:
        """Workflows of rows that finished lately, but long enough ago for the workflow to have ended."""


@dataclass(frozen=True, slots=True)
class Report:
    restarted: int
    cancelled: int


async def reconcile(queue: WorkQueue, sources: Sequence[WorkSource]) -> Report:
    """One pass over all sources."""
    restarted = cancelled = 0
    for source in sources:
        async for page in source.unfinished():
            alive = await queue.live([work.workflow_id for work in page])
            for work in page:
                if work.workflow_id not in alive and await source.restart(work):
                    log.warning("work_restarted", subject=str(work.subject_id))
                    restarted += 1
        stray = await queue.live(await source.finished_workflows())
        await queue.cancel(sorted(stray))
        cancelled += len(stray)
    return Report(restarted, cancelled)


Sweep = Callable[[], Awaitable[object]]


class Maintenance:
    """Periodic work that one process of the installation does at a time."""

    def __init__(
        self, database: Database, queue: WorkQueue, holder: str, *, sources: Sequence[WorkSource]
    ) -> None:
        self._database = database
        self._queue = queue
        self._holder = holder
        self._sources = sources
        self._tasks: list[tuple[str, float, Sweep]] = [
            ("reconcile", RECONCILE_EVERY, self._reconcile),
            ("forget_workflows", SWEEP_EVERY, self._forget),
        ]

    def add(self, task: str, every: float, sweep: Sweep) -> None:
        self._tasks.append((task, every, sweep))

    async def run_for_ever(self) -> None:
        while True:
            for task, every, sweep in self._tasks:
                try:
                    if await self._my_turn(task, every):
                        await sweep()
                except (SQLAlchemyError, OSError) as error:
                    log.warning("maintenance_failed", task=task, error=type(error).__name__)
                except Exception:
                    # One broken sweep must not stop the others, nor itself for good.
                    log.exception("maintenance_failed", task=task)
            await asyncio.sleep(RECONCILE_EVERY / 3)

    async def _my_turn(self, task: str, every: float) -> bool:
        async with self._database.transaction() as session:
            return await repository.take_turn(session, task, self._holder, every=every)

    async def _reconcile(self) -> None:
        async with self._database.transaction() as session:
            adopted = await self._queue.adopt_orphans(session)
        if adopted:
            log.warning("orphans_adopted", count=adopted)
        await reconcile(self._queue, self._sources)

    async def _forget(self) -> None:
        await self._queue.forget_finished(utcnow() - _KEEP_WORKFLOWS)
