"""Reading a part of a local file without a change of threads for what the kernel has in memory.

`preadv2` with RWF_NOWAIT (Linux) gives what lies in the page cache and never waits for a disk: that is read
on the thread of the event loop. Only the opening, and what has to be waited for, is left to another thread.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator
from io import FileIO
from pathlib import Path
from typing import Final

_NOWAIT: Final[int | None] = getattr(os, "RWF_NOWAIT", None)


async def read_local(path: Path, start: int, end: int, piece: int) -> AsyncGenerator[bytes, None]:
    """Bytes `start` to `end` (exclusive) in pieces of `piece` bytes; the last is shorter if the file is.

    Raises:
        OSError: the file cannot be opened or read.
    """
    if start >= end:
        return
    # A file object and no bare descriptor: if this is cancelled while it is opened, it closes itself.
    file, data = await asyncio.to_thread(_open, path, start, min(piece, end - start))
    with file:
        while data:
            yield data
            start += len(data)
            length = min(piece, end - start)
            if length == 0:
                return
            # Others get their turn between any two pieces, also when nothing has to be waited for.
            await asyncio.sleep(0)
            ready = _read_now(file.fileno(), start, length)
            data = await asyncio.to_thread(os.pread, file.fileno(), length, start) if ready is None else ready


def _open(path: Path, start: int, length: int) -> tuple[FileIO, bytes]:
    file = FileIO(path)
    try:
        return file, os.pread(file.fileno(), length, start)
    except BaseException:
        file.close()
        raise


def _read_now(descriptor: int, start: int, length: int) -> bytes | None:
    """All of it, or None when that would have to wait, or cannot be said."""
    if _NOWAIT is None:
        return None
    buffer = bytearray(length)
    try:
        count = os.preadv(descriptor, [buffer], start, _NOWAIT)
    except OSError:
        # EAGAIN: not in memory. EOPNOTSUPP: this file system cannot tell. Anything else shows again at once.
        return None
    return bytes(buffer) if count == length else None
