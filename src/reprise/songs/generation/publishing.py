"""What a worker writes about a job, each in one fenced transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.core.operations import repository as leases
from reprise.songs.adapters import repository as adapters
from reprise.songs.audio.models import AudioPeaks, AudioSample
from reprise.songs.engines.protocol import Attributes, RenderRequest
from reprise.songs.generation import events, repository, seeds
from reprise.songs.generation.engine_host import Rendered
from reprise.songs.generation.models import GenerationJob
from reprise.songs.generation.storage_keys import attempt_prefix, sample_key
from reprise.songs.prompts import repository as prompts
from reprise.songs.prompts.service import engine_attributes


class FencedError(Exception):
    """The job was finished, deleted or claimed by somebody else: let go of it."""


class HeldError(Exception):
    """The queue is paused: the job may not start yet."""


@dataclass(slots=True)
class ClaimedJob:
    """A job as it was when this worker claimed it; `finished` grows as samples are published.

    `taken_by` is set when no workflow of this worker runs it, so that its workflow must be ended with it.
    """

    job: GenerationJob
    attempt: UUID
    text: str
    attributes: Attributes
    adapter: dict[str, float] | None
    finished: set[int] = field(default_factory=set)
    taken_by: str | None = None

    def request(self, index: int) -> RenderRequest:
        return RenderRequest(
            text=self.text,
            duration=self.job.duration,
            seed=seeds.derive(self.job.seed, index),
            attributes=self.attributes,
            parameters=self.job.parameters,
            adapter=self.adapter,
        )

    def storage_key(self, index: int) -> str:
        return sample_key(self.job.id, self.attempt, index)


async def claim(core: Core, job_id: UUID, executor_id: str, *, taken_over: bool = False) -> ClaimedJob | None:
    """Take the job, fencing off whoever had it; None when there is nothing left to do.

    A worker whose lease was judged claims nothing: its work is somebody else's already.

    Raises:
        HeldError: it is queued, and the queue is paused; nothing was changed.
    """
    async with core.database.transaction() as session:
        if not await leases.holds_lease(session, executor_id):
            return None
        job = await repository.claim(session, job_id)
        if job is None and await repository.is_held(session, job_id):
            raise HeldError
        if job is None or job.attempt_id is None:
            return None
        await events.status_changed(session, job)
        prompt = await prompts.of_job(session, job.prompt_id)
        return ClaimedJob(
            job=job,
            attempt=job.attempt_id,
            text=prompt.text,
            attributes=engine_attributes(prompt),
            adapter=await adapters.version_parameters(session, job.adapter_version_id),
            finished=await repository.finished_indices(session, job_id),
            taken_by=executor_id if taken_over else None,
        )


async def is_held(core: Core, job_id: UUID) -> bool:
    """Whether the job still waits in a paused queue; not so when it was cancelled meanwhile."""
    async with core.database.snapshot() as session:
        return await repository.is_held(session, job_id)


async def take_over_begun(core: Core, executor_id: str) -> UUID | None:
    """A job that had begun and lost its worker, now this worker's to go on with; None when there is none."""
    async with core.database.snapshot() as session:
        waiting = core.queue.is_waiting(session, GenerationJob.workflow_id)
        begun = await repository.begun(session, waiting)
    if begun is None:
        return None
    job_id, workflow_id = begun
    async with core.database.transaction() as session:
        taken = await core.queue.take_over(session, executor_id, workflow_id)
    return job_id if taken else None


async def cancel_requested(core: Core, claimed: ClaimedJob) -> bool:
    """
    Raises:
        FencedError: the attempt no longer holds the job.
    """
    held, cancelled = await core.database.read(
        lambda connection: repository.holds(connection, claimed.job.id, claimed.attempt)
    )
    if not held:
        raise FencedError
    return cancelled


async def record_understanding(core: Core, claimed: ClaimedJob, prompt: str, unknown: list[str]) -> None:
    async with core.database.transaction() as session:
        await repository.move(
            session,
            claimed.job.id,
            start="processing",
            attempt=claimed.attempt,
            composed_prompt=prompt,
            not_understood=unknown,
        )


async def record_progress(core: Core, claimed: ClaimedJob, progress: int, stage: str) -> None:
    async with core.database.transaction() as session:
        job = await repository.move(
            session,
            claimed.job.id,
            start="processing",
            attempt=claimed.attempt,
            progress=progress,
            stage=stage,
        )
        if job is not None:
            await events.progressed(session, job.id, progress, stage)


async def count_engine_death(core: Core, claimed: ClaimedJob) -> int:
    """
    Raises:
        FencedError: the attempt no longer holds the job.
    """
    async with core.database.transaction() as session:
        deaths = GenerationJob.engine_deaths + 1
        job = await repository.move(
            session, claimed.job.id, start="processing", attempt=claimed.attempt, engine_deaths=deaths
        )
        if job is None:
            raise FencedError
        return job.engine_deaths


async def publish(core: Core, claimed: ClaimedJob, index: int, rendered: Rendered) -> None:
    """Make a stored file a sample of the job. Without the fence the file stays an orphan, for the sweep.

    Raises:
        FencedError: the attempt no longer holds the job.
    """
    job = claimed.job
    claimed.finished.add(index)
    progress = min(99, 100 * len(claimed.finished) // job.num_samples)
    async with core.database.transaction() as session:
        held = await repository.move(
            session, job.id, start="processing", attempt=claimed.attempt, claims=1, progress=progress
        )
        if held is None:
            raise FencedError
        sample = _sample(claimed, index, rendered)
        peaks = AudioPeaks(audio_id=sample.id, bins=len(rendered.file.peaks) // 2, data=rendered.file.peaks)
        await repository.add_sample(session, sample, peaks)
        await events.sample_published(session, job.id, sample.id, index)


def _sample(claimed: ClaimedJob, index: int, rendered: Rendered) -> AudioSample:
    job, file = claimed.job, rendered.file
    return AudioSample(
        id=uuid4(),
        owner_id=job.owner_id,
        job_id=job.id,
        prompt_id=job.prompt_id,
        index=index,
        duration=file.duration,
        sample_rate=file.sample_rate,
        channels=file.channels,
        codec="flac",
        bytes=file.size,
        sha256=file.sha256,
        loudness=file.loudness,
        true_peak=file.true_peak,
        clipped_samples=file.clipped_samples,
        technical_checks=file.checks,
        seed=seeds.derive(job.seed, index),
        parameters=job.parameters,
        engine=job.engine,
        engine_version=rendered.engine_version,
        adapter_version_id=job.adapter_version_id,
        storage_key=claimed.storage_key(index),
    )


async def finish_completed(core: Core, claimed: ClaimedJob) -> None:
    """Complete the job; if cancelling was asked for just before, that wins.

    Raises:
        FencedError: the attempt no longer holds the job.
    """
    async with core.database.transaction() as session:
        job = await repository.complete(session, claimed.job.id, claimed.attempt)
        if job is not None:
            await _ended(core, session, claimed, job)
            return
    await finish_cancelled(core, claimed)


async def finish_failed(core: Core, claimed: ClaimedJob, code: str, message: str) -> None:
    await _finish(core, claimed, status="failed", error_code=code, error_message=message)


async def finish_cancelled(core: Core, claimed: ClaimedJob) -> None:
    """Remove what was stored but not published, then say that the job has stopped."""
    prefix = attempt_prefix(claimed.job.id, claimed.attempt)
    async with core.database.snapshot() as session:
        published = await repository.storage_keys(session, claimed.job.id)
    async for page in core.storage.list(prefix):
        await core.storage.delete([file.key for file in page if file.key not in published])
    await _finish(core, claimed, status="cancelled")


async def _finish(core: Core, claimed: ClaimedJob, **values: str) -> None:
    async with core.database.transaction() as session:
        job = await repository.move(
            session,
            claimed.job.id,
            start="processing",
            attempt=claimed.attempt,
            stage=None,
            completed_at=utcnow(),
            **values,
        )
        if job is None:
            raise FencedError
        await _ended(core, session, claimed, job)


async def _ended(core: Core, session: AsyncSession, claimed: ClaimedJob, job: GenerationJob) -> None:
    await events.finished(session, job)
    if claimed.taken_by is not None:
        await core.queue.withdraw(session, [job.workflow_id], taken_by=claimed.taken_by)
