"""Decisions about the queue as a whole."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.core.db import after_commit, utcnow
from reprise.core.operations import repository as workers
from reprise.core.operations.runtime import STALE_AFTER
from reprise.songs.generation import events as job_events
from reprise.songs.queue import events, repository
from reprise.songs.queue.schemas import Cleared, QueueOut

_AT_ONCE: Final = 500


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


async def clear(core: Core, session: AsyncSession) -> Cleared:
    """Cancel every queued job, all in the transaction of `session`."""
    now = utcnow()
    cancelled = 0
    while jobs := await repository.cancel_some(session, now, _AT_ONCE):
        await job_events.finished_together(session, jobs)
        cancelled += len(jobs)
        session.expunge_all()
    if cancelled:
        _wake_listeners(core, session)
    return Cleared(cancelled=cancelled)


def _wake_listeners(core: Core, session: AsyncSession) -> None:
    async def wake() -> None:
        core.events.wake()

    after_commit(session, wake)
