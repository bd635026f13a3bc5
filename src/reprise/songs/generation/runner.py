"""What a worker does with a job: claim it, make what is missing, publish, finish, or stop when told."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from reprise.core.context import Core
from reprise.core.errors import UnavailableError
from reprise.songs.generation import publishing
from reprise.songs.generation.engine_host import EngineDiedError, EngineFailedError, EngineHost, Listener
from reprise.songs.generation.models import GenerationJob
from reprise.songs.generation.publishing import ClaimedJob, FencedError, HeldError
from reprise.songs.generation.reporting import ProgressReporter

log = structlog.get_logger(__name__)

_WATCH_EVERY: Final = 0.25
"""Seconds between looks at whether to go on; all of them are paid by the cores that make music."""
_LOOK_EVERY: Final = 0.25
"""Seconds between looks at whether a paused queue goes on."""
_MAX_CLAIMS: Final = 5
"""Claims without a new sample after which a job is taken to kill whoever works on it."""
_MAX_ENGINE_DEATHS: Final = 2
_STORE_ATTEMPTS: Final = 4


class JobFailedError(Exception):
    """The job cannot be finished; becomes its `error`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class StoppedError(Exception):
    """The worker stops before it has begun: there is nothing to undo."""


class GenerationRunner:
    """The handler of the workflow `songs.generate`. Everything it does may be repeated."""

    def __init__(
        self, core: Core, engine_names: list[str], executor_id: str, *, stopping: asyncio.Event
    ) -> None:
        self._core = core
        self._stopping = stopping
        self._executor_id = executor_id
        self._engine = EngineHost(engine_names)
        self._scratch = core.settings.data_dir / "scratch" / executor_id

    async def run(self, job_id: str) -> None:
        """Wait while the queue is paused, without claiming: the workflow keeps its place. Then work."""
        while True:
            try:
                await self._claim_and_work(UUID(job_id))
                return
            except HeldError:
                await self._wait_while_held(UUID(job_id))

    async def _claim_and_work(self, job_id: UUID, *, taken_over: bool = False) -> None:
        with structlog.contextvars.bound_contextvars(job_id=str(job_id)):
            claimed = await publishing.claim(self._core, job_id, self._executor_id, taken_over=taken_over)
            if claimed is None:
                return
            try:
                await self._work(claimed)
            except FencedError:
                log.warning("job_taken_over")

    async def close(self) -> None:
        await self._engine.kill()
        shutil.rmtree(self._scratch, ignore_errors=True)

    async def _wait_while_held(self, job_id: UUID) -> None:
        """
        Raises:
            StoppedError: the worker is told to stop; another one takes up the workflow.
        """
        held, begun = True, None
        while held or begun is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), _LOOK_EVERY)
            if self._stopping.is_set():
                raise StoppedError
            try:
                # What had begun before the pause must not wait behind what may not begin.
                begun = begun or await publishing.take_over_begun(self._core, self._executor_id)
                if begun is not None:
                    await self._claim_and_work(begun, taken_over=True)
                    begun = None
                held = await publishing.is_held(self._core, job_id)
            except (SQLAlchemyError, OSError) as error:
                log.warning("hold_unread", error=type(error).__name__)

    async def _work(self, claimed: ClaimedJob) -> None:
        """Race the samples against the watch; whichever ends first ends the other."""
        making = asyncio.create_task(self._make_samples(claimed))
        watching = asyncio.create_task(self._watch(claimed))
        try:
            await asyncio.wait({making, watching}, return_when=asyncio.FIRST_COMPLETED)
            if not making.done():
                await self._stop(making)
                watching.result()
                await publishing.finish_cancelled(self._core, claimed)
                return
            await self._finish(claimed, making)
        finally:
            watching.cancel()
            if not making.done():
                await self._stop(making)

    async def _stop(self, making: asyncio.Task[None]) -> None:
        making.cancel()
        await self._engine.kill()
        with contextlib.suppress(asyncio.CancelledError, EngineDiedError, EngineFailedError):
            await making

    async def _finish(self, claimed: ClaimedJob, making: asyncio.Task[None]) -> None:
        try:
            making.result()
            await publishing.finish_completed(self._core, claimed)
        except JobFailedError as error:
            await publishing.finish_failed(self._core, claimed, error.code, error.message)

    async def _watch(self, claimed: ClaimedJob) -> None:
        """Return when cancelling is asked for.

        Raises:
            FencedError: somebody else holds the job.
        """
        while True:
            try:
                if await publishing.cancel_requested(self._core, claimed):
                    return
            except (SQLAlchemyError, OSError) as error:
                # The fence protects every write; a database that is away for a moment need not cost the work.
                log.warning("watch_failed", error=type(error).__name__)
            await asyncio.sleep(_WATCH_EVERY)

    async def _make_samples(self, claimed: ClaimedJob) -> None:
        if claimed.job.claims > _MAX_CLAIMS:
            raise JobFailedError(
                "WORKER_CRASHED",
                f"The workers on this job were lost {_MAX_CLAIMS} times in a row without a new sample. "
                "Retry it, or ask for less at once.",
            )
        for index in range(claimed.job.num_samples):
            if index not in claimed.finished:
                await self._make_sample(claimed, index)

    async def _make_sample(self, claimed: ClaimedJob, index: int) -> None:
        self._scratch.mkdir(parents=True, exist_ok=True)
        path = self._scratch / f"{claimed.attempt}-{index}.flac"
        try:
            while True:
                try:
                    await self._render_and_publish(claimed, index, path)
                    return
                except EngineDiedError as error:
                    await self._count_death(claimed, error)
        finally:
            path.unlink(missing_ok=True)

    async def _count_death(self, claimed: ClaimedJob, error: EngineDiedError) -> None:
        deaths = await publishing.count_engine_death(self._core, claimed)
        log.warning("engine_died", status=error.code, deaths=deaths)
        if deaths >= _MAX_ENGINE_DEATHS:
            raise JobFailedError(
                "WORKER_CRASHED",
                f"The engine process died {deaths} times on this job (last exit status {error.code}). "
                "Retry it, or ask for less at once.",
            )

    async def _render_and_publish(self, claimed: ClaimedJob, index: int, path: Path) -> None:
        job: GenerationJob = claimed.job
        async with ProgressReporter(self._core, claimed, index) as reporter:
            listener = Listener(reporter.understood, reporter.progressed)
            try:
                rendered = await self._engine.render(job.engine, claimed.request(index), path, listener)
            except EngineFailedError as error:
                raise JobFailedError("ENGINE_FAILED", f"{job.engine} failed: {error}") from error
        await self._store(claimed, index, path)
        await publishing.publish(self._core, claimed, index, rendered)

    async def _store(self, claimed: ClaimedJob, index: int, path: Path) -> None:
        """A storage that is down for a moment must not cost a finished rendering."""
        for attempt in range(_STORE_ATTEMPTS):
            try:
                await self._core.storage.put_file(claimed.storage_key(index), path)
                return
            except (UnavailableError, OSError) as error:
                log.warning("store_failed", attempt=attempt + 1, error=str(error))
                await asyncio.sleep(2**attempt)
        raise JobFailedError(
            "STORAGE_UNAVAILABLE",
            "The audio could not be stored: the storage is full or cannot be reached. Mend it, then retry.",
        )
