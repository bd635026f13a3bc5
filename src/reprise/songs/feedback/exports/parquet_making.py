"""Parquet files, made by a short-lived process that is fed with JSON lines."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterable
from pathlib import Path
from typing import Final

import structlog

from reprise.core.errors import AppError

log = structlog.get_logger(__name__)

_AT_ONCE: Final = 2
_PROGRAM: Final = "reprise.songs.feedback.exports.parquet_file"
_REASON_LENGTH: Final = 300


class FeedbackExportFailedError(AppError):
    status, code = 500, "EXPORT_FAILED"


class ParquetMaker:
    """Makes at most two files at a time."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def make(self, lines: AsyncIterable[bytes], target: Path) -> None:
        """Write the file at `target`; `lines` are read no faster than it is written.

        Raises:
            FeedbackExportFailedError: the process failed; the log says why.
        """
        async with self._slots:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", _PROGRAM, str(os.getpid()), str(target)),
                stdin=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                await _feed(process, lines)
                _, complaint = await process.communicate()
            finally:
                if process.returncode is None:
                    process.kill()
        if process.returncode != 0:
            reason = complaint.decode(errors="replace").strip().rpartition("\n")[2][:_REASON_LENGTH]
            log.error("parquet_failed", status=process.returncode, reason=reason)
            raise FeedbackExportFailedError("The Parquet file could not be written; the log says why.")


async def _feed(process: asyncio.subprocess.Process, lines: AsyncIterable[bytes]) -> None:
    assert process.stdin is not None
    try:
        async for some in lines:
            process.stdin.write(some)
            await process.stdin.drain()
    except (BrokenPipeError, ConnectionResetError):
        # It ended early: its exit status and what it complained of say why.
        return
    finally:
        process.stdin.close()
