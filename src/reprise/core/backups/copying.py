"""Stored files into a backup: several at a time, in pieces, each with its checksum."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reprise.core.backups.manifest import FILES, Entry, FileCounts, State
from reprise.core.backups.sources import NamedFile
from reprise.core.backups.writing import PrivateFile
from reprise.core.db.dumps.progress import Paced, Tell
from reprise.core.storage import FileMissingError, Storage

_AT_ONCE: Final = 8
"""Most of the time of a small file in a bucket is spent waiting for it."""


class Tally:
    """Counts entries as they are written to the list, and tells of them now and then."""

    def __init__(self, target: PrivateFile, total: int, tell: Tell) -> None:
        self._target = target
        self._total = total
        self._tell = Paced(tell)
        self._counts: dict[State, int] = {"kept": 0, "gone": 0, "missing": 0, "damaged": 0}
        self._bytes = 0

    def add(self, entry: Entry) -> None:
        self._target.write(entry.model_dump_json().encode() + b"\n")
        self._counts[entry.state] += 1
        self._bytes += entry.bytes if entry.is_here else 0
        self._tell(f"Files: {sum(self._counts.values()):,} of {self._total:,}, {self._bytes / 1e6:,.0f} MB.")

    @property
    def counts(self) -> FileCounts:
        return FileCounts(**self._counts, bytes=self._bytes)


async def copy_files(
    storage: Storage, named: Iterator[NamedFile], folder: Path, tally: Tally
) -> list[NamedFile]:
    """Copy every file to `folder/files`; those that the storage does not have.

    Raises StorageUnavailableError when it does not answer, and OSError when the copy cannot be written.
    """
    not_there: list[NamedFile] = []

    async def work() -> None:
        # One iterator for all: each file is taken by whoever is free.
        for file in named:
            entry = await _copy(storage, file, folder / FILES / file.key)
            if entry is None:
                not_there.append(file)
            else:
                tally.add(entry)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(_AT_ONCE):
                group.create_task(work())
    except BaseExceptionGroup as failures:
        # They mostly fail all at once and for one reason.
        raise failures.exceptions[0] from None
    return not_there


async def _copy(storage: Storage, file: NamedFile, target: Path) -> Entry | None:
    try:
        size = await storage.size(file.key)
        with PrivateFile(target) as copy:
            async for chunk in storage.stream(file.key, 0, size):
                copy.write(chunk)
    except FileMissingError:
        # Also in the midst of reading it: half a file is none.
        await asyncio.to_thread(target.unlink, missing_ok=True)
        return None
    same = (copy.bytes, copy.sha256) == (file.bytes, file.sha256)
    return Entry(key=file.key, state="kept" if same else "damaged", bytes=copy.bytes, sha256=copy.sha256)
