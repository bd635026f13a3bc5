"""The two files of a pair as raters hear them: nothing but the music differs.

Both are WAV of 16 bits, equal in length, rate, channels and loudness, without any tags. The shorter one ends
in silence. Both are turned down, and both are dithered: else the steps of the file that was not touched would
say which one had been the quieter.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import tempfile
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog

from reprise.core.context import Core
from reprise.core.errors import AppError
from reprise.core.storage import FileMissingError, Storage
from reprise.songs.audio.models import AudioSample
from reprise.songs.comparisons.loudness import matching_gains
from reprise.songs.downloads.errors import TranscodingFailedError
from reprise.songs.downloads.transcoding import run_child

log = structlog.get_logger(__name__)

Run = Callable[..., Awaitable[str | None]]
_MODULE: Final = "reprise.songs.abtests.voting.blinding"
_ROOT: Final = "cache/blind/"
"""Under the root that `downloads.transcoding.sweep_copies` sweeps: files are made again when asked for."""
_MADE_AS: Final = "2"
"""Changes whenever other bytes would be made of the same samples."""
_MOST_AHEAD: Final = 1_000
_HEADROOM_DB: Final = 1.0
_AT_ONCE: Final = 2
_HEADER_BYTES: Final = 44
_SAMPLE_BYTES: Final = 2


@dataclass(frozen=True, slots=True)
class BlindFiles:
    """Keys of both files, which have the same size in bytes and the same length."""

    a: str
    b: str
    size: int
    duration_ms: int


class BlindAudio:
    """Makes the files of at most two pairs at a time, each only once however many ask for it."""

    def __init__(self, core: Core, run: Run = run_child) -> None:
        """`run` makes files as `blinding` does, and returns what went wrong, if anything did."""
        self._storage: Storage = core.storage
        self._run = run
        self._secret = core.keys.fingerprints
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._going_on: dict[str, asyncio.Task[None]] = {}
        self._ahead: OrderedDict[UUID | None, UUID] = OrderedDict()
        self._begun: set[asyncio.Task[None]] = set()

    async def files(self, a: AudioSample, b: AudioSample) -> BlindFiles:
        """
        Raises:
            FileMissingError: a master is no longer in the storage.
            TranscodingFailedError: the two cannot be brought into one form.
        """
        folder = f"{_ROOT}{_MADE_AS}/{a.id}.{b.id}/"
        found = await self._kept(folder, a, b)
        if found is None:
            await self._make_once(folder, a, b)
            found = await self._kept(folder, a, b)
        if found is None:
            raise FileMissingError(folder)
        return found

    def begun_for(self, rater_id: UUID | None) -> UUID | None:
        """The pair whose files were begun for this rater."""
        return self._ahead.get(rater_id)

    def begin_for(self, rater_id: UUID, pair_id: UUID, a: AudioSample, b: AudioSample) -> None:
        """Make a pair's files while the rater hears another; what fails is tried again when asked for."""
        self._ahead[rater_id] = pair_id
        while len(self._ahead) > _MOST_AHEAD:
            self._ahead.popitem(last=False)
        task = asyncio.create_task(self._begin(a, b))
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)

    async def _begin(self, a: AudioSample, b: AudioSample) -> None:
        try:
            await self.files(a, b)
        except (AppError, OSError) as error:
            log.warning("pair_not_made_ahead", error=type(error).__name__)

    async def close(self) -> None:
        """End what is being made ahead."""
        for task in [*self._begun, *self._going_on.values()]:
            task.cancel()
        await asyncio.gather(*self._begun, return_exceptions=True)

    async def _kept(self, folder: str, a: AudioSample, b: AudioSample) -> BlindFiles | None:
        key_a, key_b = f"{folder}a.wav", f"{folder}b.wav"
        try:
            sizes = {await self._storage.size(key_a), await self._storage.size(key_b)}
        except FileMissingError:
            return None
        if len(sizes) > 1:
            return None
        size = sizes.pop()
        frames = (size - _HEADER_BYTES) // (_SAMPLE_BYTES * max(a.channels, b.channels))
        return BlindFiles(key_a, key_b, size, 1_000 * frames // a.sample_rate)

    async def _make_once(self, folder: str, a: AudioSample, b: AudioSample) -> None:
        if folder not in self._going_on:
            task = asyncio.create_task(self._make(folder, a, b))
            self._going_on[folder] = task
            task.add_done_callback(lambda _: self._going_on.pop(folder, None))
        # One client that goes away must not take the files from the others.
        await asyncio.shield(self._going_on[folder])

    async def _make(self, folder: str, a: AudioSample, b: AudioSample) -> None:
        gains = [gain - _HEADROOM_DB for gain in matching_gains([a.loudness, b.loudness])]
        async with self._slots:
            with tempfile.TemporaryDirectory(prefix="reprise-") as directory:
                masters = [Path(directory) / "a.flac", Path(directory) / "b.flac"]
                for sample, master in zip((a, b), masters, strict=True):
                    await self._fetch(sample, master)
                paths = [str(master) for master in masters]
                asked = [*paths, *(f"{gain:.3f}" for gain in gains), self._noise(a.id, b.id)]
                if await self._run(_MODULE, *asked) is not None:
                    raise TranscodingFailedError("This pair could not be made ready; the log says why.")
                for master in masters:
                    wav = master.with_suffix(".wav")
                    await self._storage.put_file(f"{folder}{wav.name}", wav)

    async def _fetch(self, sample: AudioSample, path: Path) -> None:
        with path.open("wb") as file:
            async for chunk in self._storage.stream(sample.storage_key, 0, sample.bytes):
                await asyncio.to_thread(file.write, chunk)

    def _noise(self, a: UUID, b: UUID) -> str:
        """The seed of the dither: the same each time, and nobody's to know."""
        return hmac.new(self._secret, b"blind:" + a.bytes + b.bytes, hashlib.sha256).hexdigest()
