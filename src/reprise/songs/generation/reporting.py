"""Progress of the sample in work, written at a bounded rate."""

from __future__ import annotations

import asyncio
import contextlib
from types import TracebackType
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from reprise.core.context import Core
from reprise.songs.generation import publishing
from reprise.songs.generation.publishing import ClaimedJob

log = structlog.get_logger(__name__)

_WRITE_EVERY: Final = 0.25
"""Seconds: four writes a second and job are enough for eyes, and cheap for the database."""


class ProgressReporter:
    """Takes every report, writes the newest; the job's share counts all of its samples."""

    def __init__(self, core: Core, claimed: ClaimedJob, index: int) -> None:
        self._core = core
        self._claimed = claimed
        self._index = index
        self._understanding: tuple[str, list[str]] | None = None
        self._news: tuple[int, str] | None = None
        self._written: tuple[int, str] | None = None
        self._writer: asyncio.Task[None] | None = None

    def understood(self, prompt: str, unknown: list[str]) -> None:
        self._understanding = (prompt, unknown)

    def progressed(self, share: float, stage: str) -> None:
        total = self._claimed.job.num_samples
        percent = int(100 * (len(self._claimed.finished) + min(max(share, 0.0), 1.0)) / total)
        # 100 is said only by the job that is completed.
        self._news = (min(percent, 99), f"{stage}, sample {self._index + 1} of {total}")

    async def __aenter__(self) -> ProgressReporter:
        self._writer = asyncio.create_task(self._write_for_ever())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            self._writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._writer
        if kind is None:
            await self._try_to_write()

    async def _write_for_ever(self) -> None:
        while True:
            await self._try_to_write()
            await asyncio.sleep(_WRITE_EVERY)

    async def _try_to_write(self) -> None:
        """A figure that is not seen must not cost the sample that it is about."""
        try:
            await self._write()
        except (SQLAlchemyError, OSError) as error:
            log.warning("progress_not_written", error=type(error).__name__)

    async def _write(self) -> None:
        if self._understanding is not None:
            prompt, unknown = self._understanding
            await publishing.record_understanding(self._core, self._claimed, prompt, unknown)
            self._understanding = None
        if self._news is not None and self._news != self._written:
            self._written = self._news
            await publishing.record_progress(self._core, self._claimed, *self._written)
