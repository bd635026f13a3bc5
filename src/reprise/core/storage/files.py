"""One class over obstore for every backend; what differs is how a local write becomes durable."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from reprise.core.storage.durable import remove_abandoned, write_durably
from reprise.core.storage.errors import FileMissingError, StorageUnavailableError
from reprise.core.storage.keys import checked_key, checked_prefix, is_key
from reprise.core.storage.local_reading import read_local

CHUNK_SIZE = 256 * 1024
"""Bytes of one chunk of a stream."""

REMOTE_BLOCK = 1024 * 1024
"""Bytes of one ranged request to a remote store: fewer round trips, and still bounded."""

_UPLOAD_PART = 5 * 1024 * 1024
_UPLOADS_AT_ONCE = 4
_PAGE = 1000
_CHECK_KEY = ".check"
_CHECK_SECONDS = 10
_TOO_SHORT = "A stored file is shorter than it should be."


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One entry of a listing; `size` in bytes, `last_modified` in UTC by the storage's clock."""

    key: str
    size: int
    last_modified: datetime


class Storage:
    """Bytes under keys. A key is relative, plain ASCII, without `..`; a bad one raises ValueError.

    Every method raises StorageUnavailableError when the storage fails, and those that read a file
    FileMissingError when nothing is stored under the key.
    """

    def __init__(self, store: LocalStore | S3Store, location: str) -> None:
        self.location = location
        """For people: a directory or an s3:// address, without credentials."""
        self._store = store
        self._root = Path(location) if isinstance(store, LocalStore) else None

    @property
    def directory(self) -> Path | None:
        """Where local files lie; None for a bucket."""
        return self._root

    async def put(self, key: str, data: bytes) -> None:
        """Store `data`, replacing what was there; on return it survives a power cut."""
        with _failures("store a file"):
            await self._put(checked_key(key), data)

    async def put_file(self, key: str, path: Path) -> None:
        """Store the content of a local file in bounded memory, with the guarantee of `put`.

        Raises FileNotFoundError when `path` is not there.
        """
        checked_key(key)
        await asyncio.to_thread(path.stat)
        with _failures("store a file"):
            if self._root:
                await asyncio.to_thread(write_durably, self._root, key, _pieces(path))
            else:
                await self._store.put_async(
                    key, path, chunk_size=_UPLOAD_PART, max_concurrency=_UPLOADS_AT_ONCE
                )

    async def read(self, key: str) -> bytes:
        """The whole content; for small files."""
        with _failures("read a file", checked_key(key)):
            result = await self._store.get_async(key)
            return (await result.bytes_async()).to_bytes()

    async def size(self, key: str) -> int:
        """Bytes stored under `key`."""
        with _failures("look at a file", checked_key(key)):
            return (await self._store.head_async(key))["size"]

    async def stream(
        self, key: str, start: int, end: int, chunk_size: int = CHUNK_SIZE
    ) -> AsyncGenerator[bytes, None]:
        """Bytes `start` to `end` (exclusive) in chunks of at most `chunk_size`, none of them empty.

        Of a bucket each block is its own ranged read, so a reader that pauses holds no connection and one
        that closes the generator causes no further read; a local file stays open meanwhile. Raises
        StorageUnavailableError when the file is too short.
        """
        checked_key(key)
        if self._root:
            missing = end - start
            with _failures("read a file", key):
                async with aclosing(read_local(self._root / key, start, end, chunk_size)) as pieces:
                    async for piece in pieces:
                        missing -= len(piece)
                        yield piece
            if missing > 0:
                raise StorageUnavailableError(_TOO_SHORT)
            return
        block = max(chunk_size, REMOTE_BLOCK)
        for position in range(start, end, block):
            data = await self._range(key, position, min(position + block, end))
            for offset in range(0, len(data), chunk_size):
                yield data[offset : offset + chunk_size]

    async def delete(self, keys: Sequence[str]) -> None:
        """Delete the files that are there; missing ones are no error."""
        wanted = [checked_key(key) for key in keys]
        if not wanted:
            return
        with _failures("delete files"):
            try:
                await self._store.delete_async(wanted)
            except FileNotFoundError:
                # Some backends stop at the first missing key: take the rest one by one.
                for key in wanted:
                    with suppress(FileNotFoundError):
                        await self._store.delete_async([key])

    async def list(self, prefix: str = "") -> AsyncIterator[list[StoredFile]]:
        """Pages of at most 1,000 files below the folder `prefix`, in no particular order.

        Files that this class could not have written are left out.
        """
        folder = checked_prefix(prefix)
        with _failures("list files"):
            async for page in self._store.list_async(folder, chunk_size=_PAGE):
                files = [
                    StoredFile(entry["path"], entry["size"], entry["last_modified"])
                    for entry in page
                    if is_key(entry["path"])
                ]
                if files:
                    yield files

    async def remove_abandoned(self) -> int:
        """Delete what writers that died left half-written in a local directory; returns how many.

        An S3 bucket needs a lifecycle rule for incomplete multipart uploads instead.
        """
        if not self._root:
            return 0
        with _failures("remove unfinished files"):
            return await asyncio.to_thread(remove_abandoned, self._root)

    async def check(self) -> None:
        """Write and read a few bytes, in at most ten seconds, under a key that no listing shows."""
        with _failures("be written and read"):
            async with asyncio.timeout(_CHECK_SECONDS):
                await self._put(_CHECK_KEY, b"ok")
                await self._store.head_async(_CHECK_KEY)

    async def _put(self, key: str, data: bytes) -> None:
        if self._root:
            await asyncio.to_thread(write_durably, self._root, key, (data,))
        else:
            await self._store.put_async(key, data, chunk_size=_UPLOAD_PART, max_concurrency=_UPLOADS_AT_ONCE)

    async def _range(self, key: str, start: int, end: int) -> bytes:
        with _failures("read a file", key):
            data = (await self._store.get_range_async(key, start=start, end=end)).to_bytes()
        if len(data) != end - start:
            raise StorageUnavailableError(_TOO_SHORT)
        return data


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK_SIZE):
            yield piece


@contextmanager
def _failures(action: str, key: str | None = None) -> Iterator[None]:
    """Turn backend errors into this room's; with `key`, "not found" speaks of that file.

    The original's text stays in `__cause__` only: it may quote addresses and access keys.
    """
    try:
        yield
    except (BaseError, OSError) as error:
        if key and isinstance(error, FileNotFoundError):
            raise FileMissingError(key) from error
        sentence = f"The file storage could not {action} ({type(error).__name__})."
        raise StorageUnavailableError(sentence) from error
