"""All SQL on leases and turns, and on any app's rows that want work.

Every comparison of leases' times is made by the database, on its clock.
"""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Connection,
    Row,
    Table,
    column,
    delete,
    func,
    insert,
    or_,
    select,
    table,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import utcnow
from reprise.core.db.clock import database_now
from reprise.core.operations.models import MaintenanceTurn, WorkerLease

WORK_PAGE: Final = 500
_SETTLING: Final = timedelta(seconds=10)
_CLOCK_DOUBT: Final = 60.0
"""Seconds that a turn may seem to last too long; beyond, it is from before the clock was set back."""
_STRAY_FOR: Final = timedelta(minutes=10)


async def register(session: AsyncSession, executor_id: str, facts: dict[str, Any]) -> None:
    await session.execute(
        insert(WorkerLease).values(
            executor_id=executor_id,
            host=socket.gethostname(),
            pid=os.getpid(),
            facts=facts,
            started_at=utcnow(),
            beat_at=database_now(),
        )
    )


async def beat(session: AsyncSession, executor_id: str) -> bool:
    """Renew the lease; False when it was judged or is gone, and its holder must stop."""
    result = await session.execute(
        update(WorkerLease)
        .where(WorkerLease.executor_id == executor_id, WorkerLease.judge.is_(None))
        .values(beat_at=database_now())
        .returning(WorkerLease.executor_id)
    )
    return result.scalar() is not None


async def expire(session: AsyncSession, executor_id: str) -> None:
    """Make a lease stale at once: its process is known to be dead."""
    await session.execute(
        update(WorkerLease).where(WorkerLease.executor_id == executor_id).values(beat_at=0.0)
    )


async def judge_stale(
    session: AsyncSession, judge: str, *, stale_after: float, judge_again_after: float
) -> list[str]:
    """Take the right to hand over the work of every stale lease that nobody is handling."""
    # A clock that was set back would keep the dead alive: they get as long as anybody to beat again.
    await session.execute(
        update(WorkerLease)
        .where(WorkerLease.beat_at > database_now() + stale_after)
        .values(beat_at=database_now())
    )
    result = await session.execute(
        update(WorkerLease)
        .where(
            WorkerLease.executor_id != judge,
            WorkerLease.beat_at < database_now() - stale_after,
            or_(WorkerLease.judged_at.is_(None), WorkerLease.judged_at < database_now() - judge_again_after),
        )
        .values(judge=judge, judged_at=database_now())
        .returning(WorkerLease.executor_id)
    )
    return list(result.scalars())


async def remove(session: AsyncSession, executor_id: str) -> None:
    await session.execute(delete(WorkerLease).where(WorkerLease.executor_id == executor_id))


async def count_alive(session: AsyncSession, *, stale_after: float) -> int:
    query = select(func.count()).where(
        WorkerLease.judge.is_(None), WorkerLease.beat_at >= database_now() - stale_after
    )
    return (await session.scalar(query)) or 0


async def beat_ages(session: AsyncSession) -> Sequence[Row[WorkerLease, float]]:
    """All leases that nobody judged, the oldest worker first, with the seconds since their last beat."""
    query = (
        select(WorkerLease, (database_now() - WorkerLease.beat_at).label("age"))
        .where(WorkerLease.judge.is_(None))
        .order_by(WorkerLease.started_at, WorkerLease.executor_id)
    )
    return (await session.execute(query)).all()


async def holds_lease(session: AsyncSession, executor_id: str, *, lock: bool = False) -> bool:
    """Whether nobody judged the lease; with `lock`, nobody can before the transaction ends."""
    query = select(WorkerLease.executor_id).where(
        WorkerLease.executor_id == executor_id, WorkerLease.judge.is_(None)
    )
    if lock:
        query = query.with_for_update(read=True)
    return (await session.scalar(query)) is not None


async def take_turn(session: AsyncSession, task: str, holder: str, *, every: float) -> bool:
    """True for one caller in `every` seconds, however many ask, and whatever the clock was before."""
    until, now = MaintenanceTurn.until, database_now()
    moved = await session.scalar(
        update(MaintenanceTurn)
        .where(MaintenanceTurn.task == task, or_(until <= now, until > now + every + _CLOCK_DOUBT))
        .values(holder=holder, until=database_now() + every)
        .returning(MaintenanceTurn.task)
    )
    if moved is not None:
        return True
    if await session.get(MaintenanceTurn, task) is not None:
        return False
    await session.execute(
        insert(MaintenanceTurn).values(task=task, holder=holder, until=database_now() + every)
    )
    return True


async def unfinished(
    session: AsyncSession, work: Table, statuses: Sequence[str]
) -> AsyncIterator[Sequence[tuple[UUID, str]]]:
    """Pages of (id, workflow) of the rows in one of these statuses: status by status, the oldest first."""
    row = work.c
    for status in statuses:
        after: tuple[datetime, UUID] | None = None
        while True:
            query = select(row.id, row.workflow_id, row.created_at).where(row.status == status)
            if after is not None:
                query = query.where(tuple_(row.created_at, row.id) > tuple_(*after))
            found = (await session.execute(query.order_by(row.created_at, row.id).limit(WORK_PAGE))).all()
            if found:
                yield [(one.id, one.workflow_id) for one in found]
            if len(found) < WORK_PAGE:
                break
            after = (found[-1].created_at, found[-1].id)


async def finished_workflows(session: AsyncSession, work: Table) -> Sequence[str]:
    """Workflows of rows that finished lately, but long enough ago for the workflow to have ended too."""
    now = utcnow()
    lately = work.c.completed_at.between(now - _STRAY_FOR, now - _SETTLING)
    return (await session.scalars(select(work.c.workflow_id).where(lately).limit(10 * WORK_PAGE))).all()


def release_all(connection: Connection) -> None:
    """Nobody is at work and nobody's turn is over, whatever a clock said where these rows come from."""
    connection.execute(delete(WorkerLease))
    connection.execute(delete(MaintenanceTurn))


def engine_revision(connection: Connection, schema: str) -> int:
    """The number of the workflow engine's last migration of this database."""
    migrations = table(
        "dbos_migrations", column("version"), schema=None if connection.dialect.name == "sqlite" else schema
    )
    return int(connection.execute(select(migrations.c.version)).scalar_one())
