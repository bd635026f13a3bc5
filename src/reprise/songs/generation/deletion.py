"""Deleting finished jobs and their samples: rows in the transaction, files after it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import require_change
from reprise.core.context import Core
from reprise.core.db import after_commit
from reprise.core.events import repository as event_log
from reprise.songs.audio import repository as samples
from reprise.songs.audio import service as audio
from reprise.songs.feedback import events as feedback_events
from reprise.songs.feedback import repository as feedback
from reprise.songs.generation import events, repository, service
from reprise.songs.generation.errors import JobNotFinishedError


async def delete_job(core: Core, session: AsyncSession, user: CurrentUser, job_id: UUID) -> None:
    """Delete a finished job with its samples.

    Raises:
        JobNotFinishedError: it must be cancelled first.
    """
    job = await service.find(session, user, job_id)
    require_change(user, job, "job")
    keys = sorted(await repository.storage_keys(session, job_id))
    compared = await feedback.compared_with(session, await samples.ids_of_job(session, job_id))
    if not await repository.remove(session, job_id):
        raise JobNotFinishedError(f"The job is {job.status}: cancel it first.")
    await events.deleted(session, job_id)
    await _tell_of_preferences(session, compared)
    core.events.wake_after(session)
    after_commit(session, lambda: core.storage.delete(keys))


async def delete_sample(core: Core, session: AsyncSession, user: CurrentUser, audio_id: UUID) -> None:
    """Delete one sample; the others of its job keep their labels.

    Raises:
        JobNotFinishedError: the job would only make it again.
    """
    found = await audio.find(session, user, audio_id)
    require_change(user, found.sample, "sample")
    if found.job_status in {"queued", "processing"}:
        raise JobNotFinishedError("The job is still being worked on: cancel it or wait for its end.")
    job_id, key = found.sample.job_id, found.sample.storage_key
    compared = await feedback.compared_with(session, [audio_id])
    await samples.remove(session, audio_id)
    await events.sample_deleted(session, job_id, audio_id)
    await _tell_of_preferences(session, compared)
    core.events.wake_after(session)
    after_commit(session, lambda: core.storage.delete([key]))


async def _tell_of_preferences(session: AsyncSession, compared: list[tuple[UUID, UUID]]) -> None:
    """What was preferred over a sample that went has lost a preference: its job's listeners are told."""
    news = [feedback_events.lost_a_preference(job_id, audio_id) for job_id, audio_id in compared]
    if news:
        await event_log.append_many(session, feedback_events.TOPIC, news)
