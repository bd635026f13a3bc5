"""Answering GET and HEAD for one stored file: whole, in parts, or not at all (RFC 9110 §13 to §15)."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from secrets import token_hex
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from reprise.core import errors
from reprise.core.storage import Storage
from reprise.songs.audio.ranges import HEADERS, ByteRange, Representation, select

_PIECE: Final = 64 * 1024
"""Bytes sent at once: as many as a connection takes without waiting (asyncio's high-water mark)."""


@dataclass(frozen=True, slots=True)
class _Stored:
    storage: Storage
    key: str
    size: int
    content_type: str


def stream_file(
    request: Request,
    storage: Storage,
    *,
    key: str,
    size: int,
    etag: str,
    last_modified: datetime,
    content_type: str,
    filename: str | None = None,
) -> Response:
    """A 200, 206, 304, 412 or 416 for the file, by the request's conditions and ranges.

    The response reads `storage` only while it is sent, a chunk at a time, and stops when the client is gone.
    It raises FileMissingError or StorageUnavailableError before any header is sent if the first read
    fails; a later failure ends the connection, so a short body is never taken for the whole.

    Args:
        size: bytes of the stored file.
        etag: strong entity tag without quotes; the content under `key` must never change.
        last_modified: aware; sent in whole seconds.
        filename: offered as an attachment under this name (RFC 6266); None plays in place.
    """
    # §8.8.2.1: never later than the moment of the answer, whatever another machine's clock wrote.
    modified = min(last_modified.astimezone(UTC), datetime.now(UTC)).replace(microsecond=0)
    fields = {name: ", ".join(request.headers.getlist(name)) for name in HEADERS if name in request.headers}
    selection = select(request.method, fields, Representation(etag, modified, size))
    headers = {
        "etag": f'"{etag}"',
        "cache-control": "private, no-cache",
        "accept-ranges": "bytes",
        "x-content-type-options": "nosniff",
    }
    if selection.status == 304:
        return Response(status_code=304, headers=headers)
    if selection.status in _REFUSALS:
        return _refusal(selection.status, headers, size)
    headers["last-modified"] = format_datetime(modified, usegmt=True)
    if filename is not None:
        headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
    stored = _Stored(storage, key, size, content_type)
    return _content(stored, selection.ranges, headers, head=request.method == "HEAD")


_REFUSALS = {
    412: ("PRECONDITION_FAILED", "The file is not in the state that the request asks for."),
    416: ("RANGE_NOT_SATISFIABLE", "None of the ranges lies in the file."),
}


def _refusal(status: int, headers: dict[str, str], size: int) -> Response:
    if status == 416:
        headers["content-range"] = f"bytes */{size}"
    code, message = _REFUSALS[status]
    return JSONResponse(errors.body(code, message), status, headers)


def _content(
    stored: _Stored, ranges: Sequence[ByteRange], headers: dict[str, str], *, head: bool
) -> Response:
    if head:
        headers |= {"content-type": stored.content_type, "content-length": str(stored.size)}
        return _HeadResponse(stored, headers)
    if len(ranges) > 1:
        return _multipart(stored, ranges, headers)
    part = ranges[0] if ranges else ByteRange(0, stored.size)
    headers |= {"content-type": stored.content_type, "content-length": str(part.length)}
    if ranges:
        headers["content-range"] = _content_range(part, stored.size)
    body = stored.storage.stream(stored.key, part.start, part.end, _PIECE)
    return _FileResponse(stored, body, 206 if ranges else 200, headers)


def _multipart(stored: _Stored, ranges: Sequence[ByteRange], headers: dict[str, str]) -> Response:
    """multipart/byteranges (§14.6); its length is known before a byte is read."""
    boundary = token_hex(16)
    parts = [(_part_head(stored, part, boundary), part) for part in ranges]
    closing = f"\r\n--{boundary}--\r\n".encode()
    length = sum(len(part_head) + part.length for part_head, part in parts) + len(closing)
    headers |= {
        "content-type": f"multipart/byteranges; boundary={boundary}",
        "content-length": str(length),
    }
    return _FileResponse(stored, _parts(stored, parts, closing), 206, headers)


def _part_head(stored: _Stored, part: ByteRange, boundary: str) -> bytes:
    return (
        f"\r\n--{boundary}\r\nContent-Type: {stored.content_type}\r\n"
        f"Content-Range: {_content_range(part, stored.size)}\r\n\r\n"
    ).encode("latin-1")


async def _parts(
    stored: _Stored, parts: Sequence[tuple[bytes, ByteRange]], closing: bytes
) -> AsyncGenerator[bytes, None]:
    for part_head, part in parts:
        async with aclosing(stored.storage.stream(stored.key, part.start, part.end, _PIECE)) as chunks:
            # With the first chunk, so that a missing file shows before anything is sent.
            before = part_head
            async for chunk in chunks:
                yield before + chunk
                before = b""
    yield closing


def _content_range(part: ByteRange, size: int) -> str:
    return f"bytes {part.start}-{part.end - 1}/{size}"


class _HeadResponse(Response):
    """The headers of the whole file, once it is known to be there."""

    def __init__(self, stored: _Stored, headers: dict[str, str]) -> None:
        super().__init__(headers=headers)
        self._stored = stored

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._stored.storage.size(self._stored.key)
        await super().__call__(scope, receive, send)


class _FileResponse(StreamingResponse):
    """Reads the first chunk before the headers go out and closes the read whatever ends it."""

    def __init__(
        self, stored: _Stored, body: AsyncGenerator[bytes, None], status: int, headers: dict[str, str]
    ) -> None:
        super().__init__(body, status, headers)
        self._stored = stored
        self._body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with aclosing(self._body):
            if self._stored.size == 0:
                await self._stored.storage.size(self._stored.key)
            first = await anext(self._body, b"")
            self.body_iterator = _with_first(first, self._body)
            await super().__call__(scope, receive, send)


async def _with_first(first: bytes, rest: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    yield first
    async for chunk in rest:
        yield chunk
