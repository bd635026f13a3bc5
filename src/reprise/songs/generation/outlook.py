"""What lies before jobs that are not finished: their place in the queue, and how long they may still take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import utcnow
from reprise.core.operations import repository as workers
from reprise.core.operations.runtime import STALE_AFTER
from reprise.songs.generation import estimates, read_repository
from reprise.songs.generation.models import GenerationJob


@dataclass(frozen=True, slots=True)
class Outlook:
    """The place counts from 1 and is None unless queued; the estimate is in seconds, None without any."""

    queue_position: int | None
    eta_seconds: float | None


NOTHING_AHEAD: Final = Outlook(None, None)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    queue: dict[UUID, read_repository.Place]
    paces: dict[str, float | None]
    workers: int
    """That may start queued jobs: none while the queue is paused."""
    busy_audio: float


async def outlooks(session: AsyncSession, jobs: Sequence[GenerationJob]) -> dict[UUID, Outlook]:
    """Of those that are queued or processing; the others have NOTHING_AHEAD."""
    going_on = [job for job in jobs if job.status in {"queued", "processing"}]
    if not going_on:
        return {}
    around = await _look_around(session, going_on)
    return {job.id: _outlook(job, around) for job in going_on}


async def _look_around(session: AsyncSession, jobs: Sequence[GenerationJob]) -> _Surroundings:
    queued = [job for job in jobs if job.status == "queued"]
    return _Surroundings(
        queue=await read_repository.places_in_queue(session, queued) if queued else {},
        paces={
            engine: estimates.pace(await read_repository.recent(session, engine))
            for engine in sorted({job.engine for job in jobs})
        },
        workers=await _starting_workers(session) if queued else 0,
        busy_audio=await read_repository.audio_in_work(session) if queued else 0.0,
    )


async def _starting_workers(session: AsyncSession) -> int:
    if await read_repository.is_paused(session):
        return 0
    return await workers.count_alive(session, stale_after=STALE_AFTER)


def _outlook(job: GenerationJob, around: _Surroundings) -> Outlook:
    place = around.queue.get(job.id)
    eta = _eta(job, around)
    return Outlook(place.position if place else None, None if eta is None else round(eta, 1))


def _eta(job: GenerationJob, around: _Surroundings) -> float | None:
    own = job.num_samples * job.duration
    pace = around.paces.get(job.engine)
    if job.status == "processing":
        return estimates.remaining(
            progress=job.progress, started_at=job.started_at, now=utcnow(), audio_seconds=own, pace_=pace
        )
    if job.id in around.queue:
        ahead = around.queue[job.id].audio_seconds_ahead + around.busy_audio
        return estimates.waiting(audio_seconds_ahead=ahead, own=own, workers=around.workers, pace_=pace)
    return None
