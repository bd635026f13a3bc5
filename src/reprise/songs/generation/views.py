"""Jobs with all that belongs to their picture, in a fixed number of queries whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.songs.adapters import using as adapters
from reprise.songs.adapters.schemas import AdapterUsed
from reprise.songs.feedback.by_job import viewing as feedback
from reprise.songs.feedback.by_job.schemas import FeedbackSummary
from reprise.songs.generation import read_repository
from reprise.songs.generation.models import GenerationJob
from reprise.songs.generation.outlook import NOTHING_AHEAD, Outlook, outlooks
from reprise.songs.generation.schemas import JobError, JobLinks, JobOut


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a job's row does not say of itself."""

    texts: dict[UUID, str]
    audio_ids: dict[UUID, list[UUID]]
    ahead: dict[UUID, Outlook]
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
    return _Surroundings(
        texts=await read_repository.prompt_texts(session, {job.prompt_id for job in jobs}),
        audio_ids=audio_ids,
        ahead=await outlooks(session, jobs),
        feedback=await feedback.summaries(session, list(audio_ids)) if audio_ids else {},
        adapters=await adapters.used(session, {one for job in jobs if (one := job.adapter_version_id)}),
    )


def _picture(job: GenerationJob, around: _Surroundings) -> JobOut:
    ahead = around.ahead.get(job.id, NOTHING_AHEAD)
    error = JobError(code=job.error_code, message=job.error_message or "") if job.error_code else None
    columns = {column.key: getattr(job, column.key) for column in GenerationJob.__table__.columns}
    return JobOut(
        **{name: columns[name] for name in JobOut.model_fields.keys() & columns.keys()},
        adapter=around.adapters[job.adapter_version_id] if job.adapter_version_id else None,
        prompt_text=around.texts[job.prompt_id],
        audio_ids=around.audio_ids.get(job.id, []),
        queue_position=ahead.queue_position,
        eta_seconds=ahead.eta_seconds,
        error=error,
        feedback=around.feedback.get(job.id, feedback.NO_FEEDBACK),
        links=JobLinks(
            self=f"/api/v1/generate/{job.id}",
            events=f"/api/v1/generate/{job.id}/events",
            prompt=f"/api/v1/prompts/{job.prompt_id}",
            feedback=f"/api/v1/generate/{job.id}/feedback",
        ),
    )
