"""SQL on the queue as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.db import UtcDateTime, utcnow
from reprise.core.paging import Cursor, Paging, capped_total, no_cursor
from reprise.songs.generation.models import WAITS, GenerationJob, GenerationQueue

_RUNS: Final = 11
"""The rank of jobs that are processing; that of those that wait is their priority, 10 at most."""
_UNFINISHED: Final = ("queued", "processing")


async def paused_at(session: AsyncSession) -> datetime | None:
    return await session.scalar(select(GenerationQueue.paused_at))


async def pause(session: AsyncSession) -> bool:
    """False when it was paused already."""
    return await _set(session, GenerationQueue.paused_at.is_(None), utcnow())


async def resume(session: AsyncSession) -> bool:
    """False when it was not paused."""
    return await _set(session, GenerationQueue.paused_at.is_not(None), None)


async def _set(session: AsyncSession, condition: ColumnElement[bool], value: datetime | None) -> bool:
    changed = await session.scalar(
        update(GenerationQueue)
        .where(condition)
        .values(paused_at=value)
        .returning(GenerationQueue.id)
        .execution_options(synchronize_session=False)
    )
    return changed is not None


async def counts(session: AsyncSession, user: CurrentUser) -> dict[str, int]:
    """Of the jobs that are not finished, by status; an index answers it however many are."""
    query = (
        select(GenerationJob.status, func.count().label("jobs"))
        .where(visible_to_installation(user), GenerationJob.status.in_(_UNFINISHED))
        .group_by(GenerationJob.status)
    )
    return {row.status: row.jobs for row in await session.execute(query)}


async def page(
    session: AsyncSession, user: CurrentUser, paging: Paging
) -> tuple[list[GenerationJob], str | None, int, bool]:
    """Jobs that run, the longest first, then those that wait, in the order in which they will run.

    Raises:
        UnprocessableError: the cursor is of another list.
    """
    if paging.after is not None and paging.after.rank is None:
        raise no_cursor()
    skip = 0 if paging.after else paging.offset
    visible = visible_to_installation(user)
    # One statement, so that a job which starts meanwhile is in exactly one of the two.
    both = union_all(
        *(
            select(part.where(visible).limit(skip + paging.limit + 1).subquery())
            for part in _parts(paging.after)
        )
    ).subquery()
    query = select(both.c.id, both.c.rank, both.c.since)
    query = query.order_by(both.c.rank.desc(), both.c.since, both.c.id).limit(paging.limit + 1).offset(skip)
    places = (await session.execute(query)).all()
    unfinished = select(GenerationJob.id).where(visible, GenerationJob.status.in_(_UNFINISHED))
    total, capped = await capped_total(session, unfinished)
    last = places[paging.limit - 1] if len(places) > paging.limit else None
    cursor = None if last is None else str(Cursor(last.since, last.id, last.rank))
    return await _in_order(session, [place.id for place in places[: paging.limit]]), cursor, total, capped


async def _in_order(session: AsyncSession, ids: Sequence[UUID]) -> list[GenerationJob]:
    jobs = await session.scalars(select(GenerationJob).where(GenerationJob.id.in_(ids)))
    found = {job.id: job for job in jobs}
    return [found[id_] for id_ in ids if id_ in found]


def _parts(after: Cursor | None) -> list[Select[*tuple[Any, ...]]]:
    begun = after is not None and after.rank != _RUNS
    return [_waiting(after)] if begun else [_running(after), _waiting(after)]


def _running(after: Cursor | None) -> Select[*tuple[Any, ...]]:
    place = (GenerationJob.started_at, GenerationJob.id)
    query = select(GenerationJob.id, literal(_RUNS).label("rank"), GenerationJob.started_at.label("since"))
    query = query.where(GenerationJob.status == "processing").order_by(*place)
    return query if after is None else query.where(tuple_(*place) > _place(after))


def _waiting(after: Cursor | None) -> Select[*tuple[Any, ...]]:
    priority, place = GenerationJob.priority, (GenerationJob.created_at, GenerationJob.id)
    query = select(GenerationJob.id, priority.label("rank"), GenerationJob.created_at.label("since"))
    query = query.where(WAITS).order_by(priority.desc(), *place)
    if after is None:
        return query
    # The first condition leads to the place in the index.
    return query.where(priority <= after.rank, or_(priority < after.rank, tuple_(*place) > _place(after)))


def _place(after: Cursor) -> Any:
    return tuple_(literal(after.created_at, UtcDateTime()), literal(after.id))


async def cancel_some(session: AsyncSession, asked_at: datetime, limit: int) -> Sequence[GenerationJob]:
    """Cancel up to `limit` jobs that waited at that instant, the next to run first; none are left of none."""
    order = (GenerationJob.priority.desc(), GenerationJob.created_at, GenerationJob.id)
    some = select(GenerationJob.id).where(WAITS, GenerationJob.created_at <= asked_at)
    result = await session.execute(
        update(GenerationJob)
        .where(GenerationJob.id.in_(some.order_by(*order).limit(limit)), GenerationJob.status == "queued")
        .values(status="cancelled", cancel_requested_at=asked_at, completed_at=asked_at)
        .returning(GenerationJob)
        .execution_options(populate_existing=True, synchronize_session=False)
    )
    return result.scalars().all()
