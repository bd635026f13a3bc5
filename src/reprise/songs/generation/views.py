"""Jobs with all that belongs to their picture, in a fixed number of queries whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import utcnow
from reprise.core.operations import repository as workers
from reprise.core.operations.runtime import STALE_AFTER
from reprise.songs.adapters import using as adapters
from reprise.songs.adapters.schemas import AdapterUsed
from reprise.songs.feedback.by_job import viewing as feedback
from reprise.songs.feedback.by_job.schemas import FeedbackSummary
from reprise.songs.generation import estimates, read_repository
from reprise.songs.generation.models import GenerationJob
from reprise.songs.generation.schemas import JobError, JobLinks, JobOut


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a job's row does not say of itself."""

    texts: dict[UUID, str]
    audio_ids: dict[UUID, list[UUID]]
    queue: dict[UUID, read_repository.Place]
    paces: dict[str, float | None]
    workers: int
    """That may start queued jobs: none while the queue is paused."""
    busy_audio: float
    feedback: dict[UUID, FeedbackSummary]
    adapters: dict[UUID, AdapterUsed]


async def describe(session: AsyncSession, job: GenerationJob) -> JobOut:
    return (await describe_all(session, [job]))[0]


async def describe_all(session: AsyncSession, jobs: Sequence[GenerationJob]) -> list[JobOut]:
    surroundings = await _look_around(session, jobs)
    return [_picture(job, surroundings) for job in jobs]


async def _look_around(session: AsyncSession, jobs: Sequence[GenerationJob]) -> _Surroundings:
    audio_ids: dict[UUID, list[UUID]] = defaultdict(list)
    for job_id, audio_id in await read_repository.audio_ids(session, [job.id for job in jobs]):
        audio_ids[job_id].append(audio_id)
    queued = [job for job in jobs if job.status == "queued"]
    going_on = {job.engine for job in jobs if job.status in {"queued", "processing"}}
    return _Surroundings(
        texts=await read_repository.prompt_texts(session, {job.prompt_id for job in jobs}),
        audio_ids=audio_ids,
        queue=await read_repository.places_in_queue(session, queued) if queued else {},
        paces={
            engine: estimates.pace(await read_repository.recent(session, engine))
            for engine in sorted(going_on)
        },
        workers=await _starting_workers(session) if queued else 0,
        busy_audio=await read_repository.audio_in_work(session) if queued else 0.0,
        feedback=await feedback.summaries(session, list(audio_ids)) if audio_ids else {},
        adapters=await adapters.used(session, {one for job in jobs if (one := job.adapter_version_id)}),
    )


async def _starting_workers(session: AsyncSession) -> int:
    if await read_repository.is_paused(session):
        return 0
    return await workers.count_alive(session, stale_after=STALE_AFTER)


def _eta(job: GenerationJob, around: _Surroundings) -> float | None:
    own = job.num_samples * job.duration
    pace = around.paces.get(job.engine)
    if job.status == "processing":
        eta = estimates.remaining(
            progress=job.progress, started_at=job.started_at, now=utcnow(), audio_seconds=own, pace_=pace
        )
    elif job.status == "queued" and job.id in around.queue:
        ahead = around.queue[job.id].audio_seconds_ahead + around.busy_audio
        eta = estimates.waiting(audio_seconds_ahead=ahead, own=own, workers=around.workers, pace_=pace)
    else:
        return None
    return None if eta is None else round(eta, 1)


def _picture(job: GenerationJob, around: _Surroundings) -> JobOut:
    place = around.queue.get(job.id)
    error = JobError(code=job.error_code, message=job.error_message or "") if job.error_code else None
    columns = {column.key: getattr(job, column.key) for column in GenerationJob.__table__.columns}
    return JobOut(
        **{name: columns[name] for name in JobOut.model_fields.keys() & columns.keys()},
        adapter=around.adapters[job.adapter_version_id] if job.adapter_version_id else None,
        prompt_text=around.texts[job.prompt_id],
        audio_ids=around.audio_ids.get(job.id, []),
        queue_position=place.position if place else None,
        eta_seconds=_eta(job, around),
        error=error,
        feedback=around.feedback.get(job.id, feedback.NO_FEEDBACK),
        links=JobLinks(
            self=f"/api/v1/generate/{job.id}",
            events=f"/api/v1/generate/{job.id}/events",
            prompt=f"/api/v1/prompts/{job.prompt_id}",
            feedback=f"/api/v1/generate/{job.id}/feedback",
        ),
    )
