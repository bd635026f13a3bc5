"""SQL on the queue as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.db import utcnow
from reprise.songs.generation.models import GenerationJob, GenerationQueue


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
        .where(visible_to_installation(user), GenerationJob.status.in_(("queued", "processing")))
        .group_by(GenerationJob.status)
    )
    return {row.status: row.jobs for row in await session.execute(query)}


async def cancel_some(session: AsyncSession, now: datetime, limit: int) -> Sequence[GenerationJob]:
    """Cancel up to `limit` queued jobs; none are left when none come back."""
    some = select(GenerationJob.id).where(GenerationJob.status == "queued").limit(limit)
    result = await session.execute(
        update(GenerationJob)
        .where(GenerationJob.id.in_(some), GenerationJob.status == "queued")
        .values(status="cancelled", cancel_requested_at=now, completed_at=now)
        .returning(GenerationJob)
        .execution_options(populate_existing=True, synchronize_session=False)
    )
    return result.scalars().all()
