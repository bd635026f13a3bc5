"""What is made of a sample when it is first asked for, and kept in the storage for a while."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.metadata
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final, Literal

import structlog

from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.core.storage import FileMissingError, Storage
from reprise.core.waiting_line import WaitingLine
from reprise.songs.audio.models import AudioSample
from reprise.songs.downloads.errors import TranscodingFailedError

log = structlog.get_logger(__name__)

AudioFormat = Literal["flac", "wav", "mp3"]
_ROOT: Final = "cache/"
_KEEP: Final = timedelta(days=7)
_AT_ONCE: Final = 2
MOST_WAITING: Final = 32
_REASON_LENGTH: Final = 300


Make = Callable[[Path], Awaitable[None]]
"""Writes a file at the path given."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A stored file; `etag` changes whenever its bytes could."""

    key: str
    size: int
    etag: str


class Transcoder:
    """Makes two files at a time, each only once however many ask for it; a bounded number may wait."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self.line = WaitingLine(
            _AT_ONCE + MOST_WAITING, "Too many files are being made at this moment. Try again."
        )
        self._going_on: dict[str, asyncio.Task[None]] = {}

    async def copy(self, sample: AudioSample, format_: AudioFormat) -> Copy:
        """The sample in this format; the master itself for `flac`.

        Raises:
            FileMissingError: the master is no longer in the storage.
            TranscodingFailedError: it could not be converted.
            UnavailableError: too many files wait to be made.
        """
        if format_ == "flac":
            return Copy(sample.storage_key, sample.bytes, sample.sha256)
        etag = f"{sample.sha256}-{_encoder()}"
        return await self.kept(sample, etag, format_, partial(self._transcode, sample))

    async def kept(self, sample: AudioSample, etag: str, suffix: str, make: Make) -> Copy:
        """The file that belongs to this sample, made by `make` where it is not kept already.

        Raises whatever `make` raises (nothing is kept then), and UnavailableError when too many wait.
        """
        key = f"{_ROOT}{sample.id}/{etag}.{suffix}"
        with contextlib.suppress(FileMissingError):
            return Copy(key, await self._storage.size(key), f"{etag}-{suffix}")
        await self._make_once(key, make)
        return Copy(key, await self._storage.size(key), f"{etag}-{suffix}")

    async def _make_once(self, key: str, make: Make) -> None:
        if key not in self._going_on:
            task = asyncio.create_task(self._make(key, make))
            self._going_on[key] = task
            task.add_done_callback(lambda _: self._going_on.pop(key, None))
        # One client that goes away must not take the file from the others.
        await asyncio.shield(self._going_on[key])

    async def _make(self, key: str, make: Make) -> None:
        with self.line.place():
            async with self._slots:
                await self._make_in_turn(key, make)

    async def _make_in_turn(self, key: str, make: Make) -> None:
        with tempfile.TemporaryDirectory(prefix="reprise-") as directory:
            target = Path(directory) / f"copy.{key.rpartition('.')[2]}"
            await make(target)
            await self._storage.put_file(key, target)

    async def _transcode(self, sample: AudioSample, target: Path) -> None:
        source = target.with_name("master.flac")
        with source.open("wb") as file:
            async for chunk in self._storage.stream(sample.storage_key, 0, sample.bytes):
                await asyncio.to_thread(file.write, chunk)
        failure = await run_child("reprise.songs.downloads.transcode", str(source), str(target))
        if failure is not None:
            raise TranscodingFailedError("The sample could not be converted; the log says why.")


async def run_child(module: str, *arguments: str, given: bytes = b"") -> str | None:
    """Run `python -m module`, tied to this process, with `given` as its input; None when all went well.

    What went wrong is the last line of its complaint, and is in the log.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, str(os.getpid()), *arguments),
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, complaint = await process.communicate(given)
    finally:
        if process.returncode is None:
            process.kill()
            # Whoever was cancelled waits all the same: a killed process is gone in no time.
            await asyncio.shield(process.wait())
    if process.returncode == 0:
        return None
    reason = complaint.decode(errors="replace").strip().rpartition("\n")[2][:_REASON_LENGTH]
    log.error("child_failed", module=module, status=process.returncode, reason=reason)
    return reason


def _encoder() -> str:
    return importlib.metadata.version("soundfile")


async def sweep_copies(core: Core) -> int:
    """Delete copies that are a week old: they are made again when they are asked for; how many."""
    count = 0
    oldest = utcnow() - _KEEP
    async for page in core.storage.list(_ROOT):
        old = [file.key for file in page if file.last_modified < oldest]
        await core.storage.delete(old)
        count += len(old)
    return count
