"""What happens to jobs, as their listeners see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import iso
from reprise.core.events import repository
from reprise.songs.generation.models import GenerationJob

TOPIC: Final = "jobs"

JobEventKind = Literal["status", "progress", "sample", "sample_deleted", "done", "deleted"]


def status_payload(job: GenerationJob) -> dict[str, Any]:
    error = {"code": job.error_code, "message": job.error_message} if job.error_code else None
    return {
        "job_id": str(job.id),
        "status": job.status,
        "progress": job.progress,
        "stage": job.stage,
        "cancel_requested_at": iso(job.cancel_requested_at),
        "error": error,
    }


async def status_changed(session: AsyncSession, job: GenerationJob) -> None:
    await _append(session, job.id, "status", status_payload(job))


async def progressed(session: AsyncSession, job_id: UUID, progress: int, stage: str) -> None:
    payload = {"job_id": str(job_id), "progress": progress, "stage": stage}
    await _append(session, job_id, "progress", payload)


async def sample_published(session: AsyncSession, job_id: UUID, audio_id: UUID, index: int) -> None:
    payload = {"job_id": str(job_id), "audio_id": str(audio_id), "index": index}
    await _append(session, job_id, "sample", payload)


async def sample_deleted(session: AsyncSession, job_id: UUID, audio_id: UUID) -> None:
    await _append(session, job_id, "sample_deleted", {"job_id": str(job_id), "audio_id": str(audio_id)})


async def finished(session: AsyncSession, job: GenerationJob) -> None:
    await status_changed(session, job)
    await _append(session, job.id, "done", {"job_id": str(job.id), "status": job.status})


async def finished_together(session: AsyncSession, jobs: Iterable[GenerationJob]) -> None:
    """The events of `finished` for many jobs, in few statements."""
    news: list[repository.News] = []
    for job in jobs:
        done = {"job_id": str(job.id), "status": job.status}
        news += [(job.id, "status", status_payload(job)), (job.id, "done", done)]
    await repository.append_many(session, TOPIC, news)


async def submitted_together(session: AsyncSession, jobs: Iterable[GenerationJob]) -> None:
    """The events of `status_changed` for many jobs, in one statement."""
    news = [(job.id, "status", status_payload(job)) for job in jobs]
    await repository.append_many(session, TOPIC, news)


async def deleted(session: AsyncSession, job_id: UUID) -> None:
    await _append(session, job_id, "deleted", {"job_id": str(job_id)})


async def _append(session: AsyncSession, job_id: UUID, kind: JobEventKind, payload: dict[str, Any]) -> None:
    await repository.append(session, TOPIC, job_id, kind, payload)
