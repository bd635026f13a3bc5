"""SQL that moves jobs. Every change of status names the status it starts from and, for workers, the fence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.db import utcnow
from reprise.songs.audio.models import AudioPeaks, AudioSample
from reprise.songs.generation.models import FINISHED, GenerationJob, GenerationQueue


async def get(session: AsyncSession, user: CurrentUser, job_id: UUID) -> GenerationJob | None:
    query = select(GenerationJob).where(GenerationJob.id == job_id, visible_to_installation(user))
    return await session.scalar(query)


async def by_id(session: AsyncSession, job_id: UUID) -> GenerationJob | None:
    return await session.get(GenerationJob, job_id, populate_existing=True)


async def move(
    session: AsyncSession, job_id: UUID, *, start: str, attempt: UUID | None = None, **values: Any
) -> GenerationJob | None:
    """Change a job that is still in status `start`, and held by `attempt` if one is given; None if not."""
    query = update(GenerationJob).where(GenerationJob.id == job_id, GenerationJob.status == start)
    if attempt is not None:
        query = query.where(GenerationJob.attempt_id == attempt)
    result = await session.execute(
        query.values(**values)
        .returning(GenerationJob)
        .execution_options(populate_existing=True, synchronize_session=False)
    )
    return result.scalar_one_or_none()


async def complete(session: AsyncSession, job_id: UUID, attempt: UUID) -> GenerationJob | None:
    """Finish a job unless its cancelling came first."""
    result = await session.execute(
        update(GenerationJob)
        .where(
            GenerationJob.id == job_id,
            GenerationJob.status == "processing",
            GenerationJob.attempt_id == attempt,
            GenerationJob.cancel_requested_at.is_(None),
        )
        .values(status="completed", progress=100, stage=None, completed_at=utcnow())
        .returning(GenerationJob)
        .execution_options(populate_existing=True, synchronize_session=False)
    )
    return result.scalar_one_or_none()


async def claim(session: AsyncSession, job_id: UUID) -> GenerationJob | None:
    """Fence off whoever held the job and hold it; None when it is finished, gone, or held by a pause."""
    now = utcnow()
    taken: dict[str, Any] = {"attempt_id": uuid4(), "claims": GenerationJob.claims + 1}
    # Locked against a pause that is just being written: once that is answered, nothing starts any more.
    paused_at = await session.scalar(select(GenerationQueue.paused_at).with_for_update(read=True))
    if paused_at is None:
        started = await move(session, job_id, start="queued", status="processing", started_at=now, **taken)
        if started is not None:
            return started
    return await move(session, job_id, start="processing", **taken)


async def is_held(session: AsyncSession, job_id: UUID) -> bool:
    """Whether the job waits in a paused queue."""
    held = select(GenerationJob.id).where(
        GenerationJob.id == job_id,
        GenerationJob.status == "queued",
        exists().where(GenerationQueue.paused_at.is_not(None)),
    )
    return (await session.scalar(held)) is not None


async def begun(session: AsyncSession, waiting: ColumnElement[bool]) -> tuple[UUID, str] | None:
    """One of the processing jobs for which `waiting` holds, with its workflow."""
    query = select(GenerationJob.id, GenerationJob.workflow_id)
    query = query.where(GenerationJob.status == "processing", waiting).limit(1)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else (row.id, row.workflow_id)


def holds(connection: Connection, job_id: UUID, attempt: UUID) -> tuple[bool, bool]:
    """Whether the attempt still holds the job, and whether cancelling was asked for."""
    query = select(GenerationJob.attempt_id, GenerationJob.status, GenerationJob.cancel_requested_at)
    row = connection.execute(query.where(GenerationJob.id == job_id)).one_or_none()
    if row is None or row.attempt_id != attempt or row.status != "processing":
        return False, False
    return True, row.cancel_requested_at is not None


async def finished_indices(session: AsyncSession, job_id: UUID) -> set[int]:
    query = select(AudioSample.index).where(AudioSample.job_id == job_id)
    return set((await session.scalars(query)).all())


async def storage_keys(session: AsyncSession, job_id: UUID) -> set[str]:
    query = select(AudioSample.storage_key).where(AudioSample.job_id == job_id)
    return set((await session.scalars(query)).all())


async def add_sample(session: AsyncSession, sample: AudioSample, peaks: AudioPeaks) -> None:
    session.add(sample)
    await session.flush()
    session.add(peaks)
    await session.flush()


async def remove(session: AsyncSession, job_id: UUID) -> bool:
    """Delete a finished job with all that hangs on it; False when it is not finished."""
    result = await session.execute(
        delete(GenerationJob)
        .where(GenerationJob.id == job_id, GenerationJob.status.in_(FINISHED))
        .returning(GenerationJob.id)
        .execution_options(synchronize_session=False)
    )
    return result.scalar() is not None


async def still_wanted(session: AsyncSession, keys: Sequence[tuple[str, UUID, UUID]]) -> set[str]:
    """Of stored files, given as (key, job, attempt): those that a sample names or a live attempt may name."""
    named = select(AudioSample.storage_key).where(AudioSample.storage_key.in_([key for key, _, _ in keys]))
    wanted = set((await session.scalars(named)).all())
    jobs = select(GenerationJob.id, GenerationJob.attempt_id).where(
        GenerationJob.id.in_({job for _, job, _ in keys}), GenerationJob.status == "processing"
    )
    live = {(row.id, row.attempt_id) for row in await session.execute(jobs)}
    return wanted | {key for key, job, attempt in keys if (job, attempt) in live}
