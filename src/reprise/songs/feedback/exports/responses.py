"""Exports as answers over HTTP."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import Any, BinaryIO, Final

from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import Database, utcnow
from reprise.songs.feedback.exports.formats import CONTENT_TYPES, ExportFormat, LineFormat, file_name
from reprise.songs.feedback.exports.parquet_making import ParquetMaker
from reprise.songs.feedback.exports.writing import written
from reprise.songs.feedback.history.filters import FeedbackFilter

_CHUNK: Final = 256 * 1024
_CLIENT_LEFT: Final = 499
"""For the log alone, as nginx has it."""
_BINARY: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
EXPORTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {kind.partition(";")[0]: _BINARY for kind in CONTENT_TYPES.values()},
        "description": "The file, as an attachment; docs/exports.md says what its columns are.",
    }
}


async def line_export(
    database: Database, user: CurrentUser, wanted: FeedbackFilter, format_: LineFormat
) -> Response:
    """Written while it is read."""
    body = written(database, user, wanted, format_)
    # Read before the headers go out: a database that cannot answer must be an error, not an empty file.
    first = [await anext(body), await anext(body, b"")]
    return StreamingResponse(
        _with_first(b"".join(first), body), media_type=CONTENT_TYPES[format_], headers=_headers(format_)
    )


async def _with_first(first: bytes, rest: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(rest):
        yield first
        async for some in rest:
            yield some


async def parquet_export(
    request: Request, database: Database, maker: ParquetMaker, user: CurrentUser, wanted: FeedbackFilter
) -> Response:
    """Made first, because a file of this kind ends with what it begins with; then sent.

    Raises:
        UnavailableError: too many wait for theirs.
    """
    try:
        async with maker.turn():
            await _require_presence(request)
            file = await _made(_while_wanted(request, written(database, user, wanted, "jsonl")), maker)
    except ClientDisconnect:
        return Response(status_code=_CLIENT_LEFT)
    headers = _headers("parquet") | {"content-length": str(os.fstat(file.fileno()).st_size)}
    return StreamingResponse(_content(file), media_type=CONTENT_TYPES["parquet"], headers=headers)


async def _made(lines: AsyncGenerator[bytes, None], maker: ParquetMaker) -> BinaryIO:
    """The file, without a name: nothing is left of it once it is closed, whatever happens."""
    with tempfile.NamedTemporaryFile(prefix="reprise-", suffix=".parquet") as named:
        async with aclosing(lines):
            await maker.make(lines, Path(named.name))
        return os.fdopen(os.dup(named.fileno()), "rb")


async def _while_wanted(request: Request, lines: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """
    Raises:
        ClientDisconnect: nobody waits for the answer any more.
    """
    async with aclosing(lines):
        async for some in lines:
            await _require_presence(request)
            yield some
    await _require_presence(request)


async def _require_presence(request: Request) -> None:
    if await request.is_disconnected():
        raise ClientDisconnect


async def _content(file: BinaryIO) -> AsyncGenerator[bytes, None]:
    with file:
        while some := await asyncio.to_thread(file.read, _CHUNK):
            yield some


def _headers(format_: ExportFormat) -> dict[str, str]:
    name = file_name(format_, utcnow().date())
    return {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
