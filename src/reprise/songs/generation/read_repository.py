"""SQL that gathers what surrounds jobs: texts, samples, places in the queue, the pace of the past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.songs.audio.models import AudioSample
from reprise.songs.generation.estimates import PastJob
from reprise.songs.generation.models import WAITS, GenerationJob, GenerationQueue
from reprise.songs.prompts.models import Prompt

_RECENT = 20


@dataclass(frozen=True, slots=True)
class Place:
    """`position` counts from 1; the seconds of audio are those of all jobs before it."""

    position: int
    audio_seconds_ahead: float


async def audio_ids(session: AsyncSession, job_ids: Sequence[UUID]) -> Sequence[Row[UUID, UUID]]:
    query = (
        select(AudioSample.job_id, AudioSample.id)
        .where(AudioSample.job_id.in_(job_ids))
        .order_by(AudioSample.job_id, AudioSample.index)
    )
    return (await session.execute(query)).all()


async def prompt_texts(session: AsyncSession, prompt_ids: Iterable[UUID]) -> dict[UUID, str]:
    query = select(Prompt.id, Prompt.text).where(Prompt.id.in_(list(prompt_ids)))
    return {row.id: row.text for row in await session.execute(query)}


async def places_in_queue(session: AsyncSession, jobs: Sequence[GenerationJob]) -> dict[UUID, Place]:
    """In the order in which workers take jobs: priority, then age. Reads no further than the last of them."""
    last = max(jobs, key=lambda job: (-job.priority, job.created_at, job.id))
    order = (GenerationJob.priority.desc(), GenerationJob.created_at, GenerationJob.id)
    audio = GenerationJob.num_samples * GenerationJob.duration
    ranked = (
        select(
            GenerationJob.id,
            func.row_number().over(order_by=order).label("position"),
            (func.sum(audio).over(order_by=order) - audio).label("ahead"),
        )
        .where(
            WAITS,
            GenerationJob.priority >= last.priority,
            or_(
                GenerationJob.priority > last.priority,
                tuple_(GenerationJob.created_at, GenerationJob.id) <= tuple_(last.created_at, last.id),
            ),
        )
        .subquery()
    )
    rows = await session.execute(select(ranked).where(ranked.c.id.in_([job.id for job in jobs])))
    return {row.id: Place(row.position, float(row.ahead)) for row in rows}


async def recent(session: AsyncSession, engine: str) -> list[PastJob]:
    """The engine's last completed jobs."""
    query = (
        select(
            GenerationJob.started_at,
            GenerationJob.completed_at,
            GenerationJob.num_samples,
            GenerationJob.duration,
        )
        .where(GenerationJob.engine == engine, GenerationJob.status == "completed")
        .order_by(GenerationJob.completed_at.desc())
        .limit(_RECENT)
    )
    rows = (await session.execute(query)).all()
    return [
        PastJob((row.completed_at - row.started_at).total_seconds(), row.num_samples * row.duration)
        for row in rows
    ]


async def audio_in_work(session: AsyncSession) -> float:
    """Seconds of audio that processing jobs have still to make."""
    share = (100 - GenerationJob.progress) / 100.0
    query = select(func.sum(GenerationJob.num_samples * GenerationJob.duration * share)).where(
        GenerationJob.status == "processing"
    )
    return float((await session.scalar(query)) or 0.0)


async def is_paused(session: AsyncSession) -> bool:
    return (await session.scalar(select(GenerationQueue.paused_at))) is not None
