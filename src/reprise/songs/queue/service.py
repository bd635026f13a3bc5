"""Decisions about the queue as a whole."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.core.db import after_commit, utcnow
from reprise.core.operations import repository as workers
from reprise.core.operations.runtime import STALE_AFTER
from reprise.core.paging import Page, Paging
from reprise.songs.generation import events as job_events
from reprise.songs.generation import views
from reprise.songs.generation.schemas import JobOut
from reprise.songs.queue import events, repository
from reprise.songs.queue.schemas import Cleared, QueueOut

_AT_ONCE: Final = 250


async def show(session: AsyncSession, user: CurrentUser) -> QueueOut:
    paused_at = await repository.paused_at(session)
    counts = await repository.counts(session, user)
    return QueueOut(
        paused=paused_at is not None,
        paused_at=paused_at,
        queued=counts.get("queued", 0),
        processing=counts.get("processing", 0),
        workers=await workers.count_alive(session, stale_after=STALE_AFTER),
    )


async def pause(core: Core, session: AsyncSession, user: CurrentUser) -> QueueOut:
    """Let no queued job start from now on; what is processing goes on."""
    if await repository.pause(session):
        await events.changed(session, paused=True)
        _wake_listeners(core, session)
    return await show(session, user)


async def resume(core: Core, session: AsyncSession, user: CurrentUser) -> QueueOut:
    if await repository.resume(session):
        await events.changed(session, paused=False)
        _wake_listeners(core, session)
    return await show(session, user)


async def listing(session: AsyncSession, user: CurrentUser, paging: Paging) -> Page[JobOut]:
    jobs, cursor, total, capped = await repository.page(session, user, paging)
    return Page(
        items=await views.describe_all(session, jobs),
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def clear(core: Core) -> Cleared:
    """Cancel every job that waits now, in transactions so short that others write in between.

    Each leaves jobs, events and workflows in agreement: what an interruption leaves is an ordinary queue.
    """
    asked_at = utcnow()
    cancelled = 0
    while count := await _clear_some(core, asked_at):
        cancelled += count
    return Cleared(cancelled=cancelled)


async def _clear_some(core: Core, asked_at: datetime) -> int:
    async with core.database.transaction() as session:
        jobs = await repository.cancel_some(session, asked_at, _AT_ONCE)
        if jobs:
            await job_events.finished_together(session, jobs)
            await core.queue.withdraw(session, [job.workflow_id for job in jobs])
            _wake_listeners(core, session)
        return len(jobs)


def _wake_listeners(core: Core, session: AsyncSession) -> None:
    async def wake() -> None:
        core.events.wake()

    after_commit(session, wake)
