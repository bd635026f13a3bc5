"""Other formats than the master: made when first asked for, kept in the storage for a while."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.metadata
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal

import structlog

from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.core.storage import FileMissingError, Storage
from reprise.songs.audio.models import AudioSample
from reprise.songs.downloads.errors import TranscodingFailedError

log = structlog.get_logger(__name__)

DownloadFormat = Literal["flac", "wav", "mp3"]
CONTENT_TYPES: Final[dict[DownloadFormat, str]] = {
    "flac": "audio/flac",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
}
_ROOT: Final = "cache/"
_KEEP: Final = timedelta(days=7)
_AT_ONCE: Final = 2
_REASON_LENGTH: Final = 300


@dataclass(frozen=True, slots=True)
class Copy:
    """A stored file; `etag` changes whenever its bytes could."""

    key: str
    size: int
    etag: str


class Transcoder:
    """Converts at most two samples at a time, each only once however many ask for it."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._going_on: dict[str, asyncio.Task[None]] = {}

    async def copy(self, sample: AudioSample, format_: DownloadFormat) -> Copy:
        """The sample in this format; the master itself for `flac`.

        Raises:
            FileMissingError: the master is no longer in the storage.
            TranscodingFailedError: it could not be converted.
        """
        if format_ == "flac":
            return Copy(sample.storage_key, sample.bytes, sample.sha256)
        etag = f"{sample.sha256}-{_encoder()}"
        key = f"{_ROOT}{sample.id}/{etag}.{format_}"
        with contextlib.suppress(FileMissingError):
            return Copy(key, await self._storage.size(key), f"{etag}-{format_}")
        await self._make_once(sample, key)
        return Copy(key, await self._storage.size(key), f"{etag}-{format_}")

    async def _make_once(self, sample: AudioSample, key: str) -> None:
        if key not in self._going_on:
            task = asyncio.create_task(self._make(sample, key))
            self._going_on[key] = task
            task.add_done_callback(lambda _: self._going_on.pop(key, None))
        # One client that goes away must not take the file from the others.
        await asyncio.shield(self._going_on[key])

    async def _make(self, sample: AudioSample, key: str) -> None:
        async with self._slots:
            with tempfile.TemporaryDirectory(prefix="reprise-") as directory:
                source = Path(directory) / "master.flac"
                target = Path(directory) / f"copy.{key.rpartition('.')[2]}"
                with source.open("wb") as file:
                    async for chunk in self._storage.stream(sample.storage_key, 0, sample.bytes):
                        await asyncio.to_thread(file.write, chunk)
                await _convert(source, target)
                await self._storage.put_file(key, target)


async def _convert(source: Path, target: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "reprise.songs.downloads.transcode", str(os.getpid())),
        *(str(source), str(target)),
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, complaint = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode != 0:
        reason = complaint.decode(errors="replace").strip().rpartition("\n")[2][:_REASON_LENGTH]
        log.error("transcoding_failed", status=process.returncode, reason=reason)
        raise TranscodingFailedError("The sample could not be converted; the log says why.")


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
