"""Decisions about the life of a job: submit, cancel, retry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import require_change
from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.core.errors import not_found
from reprise.core.operations.queue import Submission, WorkQueue
from reprise.songs.adapters import using as adapters
from reprise.songs.engines.parameters import check_parameters
from reprise.songs.engines.protocol import Engine
from reprise.songs.generation import events, repository, seeds, submission
from reprise.songs.generation.errors import JobFinishedError, JobNotRetryableError
from reprise.songs.generation.models import GenerationJob
from reprise.songs.generation.schemas import GenerateRequest
from reprise.songs.prompts import service as prompts

QUEUE: Final = "songs"
WORKFLOW: Final = "songs.generate"


async def submit(
    core: Core,
    session: AsyncSession,
    user: CurrentUser,
    request: GenerateRequest,
    engines: Mapping[str, Engine],
) -> GenerationJob:
    """Accept a job: its row, its workflow and its first event exist together or not at all."""
    await prompts.find(session, user, request.prompt_id, field="prompt_id")
    engine = submission.choose_engine(engines, request.engine)
    duration = submission.check_duration(engine.spec, request.duration)
    check_parameters(engine.spec, request.parameters)
    adapter = await adapters.pin(session, user, request.adapter_id, engine.spec.name)
    await submission.check_experiment(session, user, request.experiment_id)
    job = GenerationJob(
        owner_id=user.id,
        prompt_id=request.prompt_id,
        engine=engine.spec.name,
        adapter_id=adapter.adapter_id if adapter else None,
        adapter_version_id=adapter.id if adapter else None,
        experiment_id=request.experiment_id,
        num_samples=request.num_samples,
        seed=seeds.draw() if request.seed is None else request.seed,
        duration=duration,
        parameters=request.parameters,
        priority=request.priority,
    )
    return await _accept(core, session, job)


async def find(session: AsyncSession, user: CurrentUser, job_id: UUID) -> GenerationJob:
    """
    Raises:
        NotFoundError: there is no such job, or the user may not see it.
    """
    job = await repository.get(session, user, job_id)
    if job is None:
        raise not_found("job", job_id)
    return job


async def cancel(core: Core, session: AsyncSession, user: CurrentUser, job_id: UUID) -> GenerationJob:
    """Take a queued job out of the queue, or ask the worker of a processing one to stop.

    Raises:
        JobFinishedError: there is nothing left to cancel.
    """
    job = await find(session, user, job_id)
    require_change(user, job, "job")
    now = utcnow()
    gone = await repository.move(
        session, job_id, start="queued", status="cancelled", cancel_requested_at=now, completed_at=now
    )
    if gone is not None:
        await events.finished(session, gone)
    elif job.cancel_requested_at is None:
        gone = await repository.move(session, job_id, start="processing", cancel_requested_at=now)
        if gone is not None:
            await events.status_changed(session, gone)
    core.events.wake_after(session)
    if gone is not None:
        return gone
    found = await repository.by_id(session, job_id)
    if found is None:
        raise not_found("job", job_id)
    if found.status != "processing":
        raise JobFinishedError(f"The job is already {found.status}: there is nothing left to cancel.")
    return found


async def retry(core: Core, session: AsyncSession, user: CurrentUser, job_id: UUID) -> GenerationJob:
    """A new job that asks for the same as a failed or cancelled one, seed and adapter version included.

    Raises:
        JobNotRetryableError: the job is in another status.
        ExperimentArchivedError: its experiment takes no more jobs.
        AdapterUnusableError: its adapter was deleted since.
    """
    old = await find(session, user, job_id)
    if old.status not in {"failed", "cancelled"}:
        raise JobNotRetryableError(
            f"Only a failed or cancelled job can be retried; this one is {old.status}."
        )
    await submission.check_experiment(session, user, old.experiment_id)
    if old.adapter_id is not None:
        await adapters.find_usable(session, user, old.adapter_id)
    job = GenerationJob(
        owner_id=user.id,
        prompt_id=old.prompt_id,
        engine=old.engine,
        adapter_id=old.adapter_id,
        adapter_version_id=old.adapter_version_id,
        experiment_id=old.experiment_id,
        num_samples=old.num_samples,
        seed=old.seed,
        duration=old.duration,
        parameters=old.parameters,
        priority=old.priority,
        retry_of=old.id,
    )
    return await _accept(core, session, job)


async def enqueue_again(queue: WorkQueue, session: AsyncSession, job_id: UUID, dead_workflow: str) -> bool:
    """Give a job whose workflow is gone a new one; False when it moved on meanwhile."""
    job = await repository.by_id(session, job_id)
    if job is None or job.workflow_id != dead_workflow or job.status not in {"queued", "processing"}:
        return False
    job.workflow_id = _new_workflow_id(job.id)
    await session.flush()
    await queue.enqueue(session, _submission(job))
    return True


async def _accept(core: Core, session: AsyncSession, job: GenerationJob) -> GenerationJob:
    job.id = uuid4()
    job.workflow_id = _new_workflow_id(job.id)
    session.add(job)
    await session.flush()
    await core.queue.enqueue(session, _submission(job))
    await events.status_changed(session, job)
    core.events.wake_after(session)
    return job


async def accept_together(core: Core, session: AsyncSession, jobs: Sequence[GenerationJob]) -> None:
    """Accept new jobs whose every field was checked: all of them, or none."""
    for job in jobs:
        job.workflow_id = _new_workflow_id(job.id)
    session.add_all(jobs)
    await session.flush()
    for job in jobs:
        await core.queue.enqueue(session, _submission(job))
    await events.submitted_together(session, jobs)
    core.events.wake_after(session)


def _new_workflow_id(job_id: UUID) -> str:
    return f"{job_id}.{uuid4().hex[:12]}"


def _submission(job: GenerationJob) -> Submission:
    return Submission(WORKFLOW, QUEUE, job.workflow_id, str(job.id), urgency=job.priority)
