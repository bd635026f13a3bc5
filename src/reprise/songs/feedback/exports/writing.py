"""Feedback as lines of CSV or JSON, a batch at a time."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from typing import Any, Final

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import Database
from reprise.core.paging import Cursor
from reprise.core.spreadsheets import harmless
from reprise.songs.feedback.exports import read_repository
from reprise.songs.feedback.exports.columns import COLUMNS, FREE_TEXTS
from reprise.songs.feedback.exports.formats import LineFormat
from reprise.songs.feedback.history.filters import FeedbackFilter
from reprise.songs.feedback.history.read_repository import Place
from reprise.songs.feedback.records import AnyRow

BATCH: Final = 1_000
_WIDTH: Final = len(COLUMNS)
_FREE: Final = tuple(place for place, name in enumerate(COLUMNS) if name in FREE_TEXTS)

Rows = Sequence[AnyRow]


async def batches(
    database: Database, user: CurrentUser, wanted: FeedbackFilter, format_: LineFormat
) -> AsyncGenerator[Rows, None]:
    """Rows newest first, each batch a snapshot of its own: a slow reader keeps no transaction open.

    What is given meanwhile is newer than the first row and not among them; no row comes twice. The next batch
    is read while somebody works on this one, and no further.
    """

    async def read(place: Place) -> tuple[Rows, Cursor | None]:
        async with database.snapshot() as session:
            return await read_repository.batch(session, user, wanted, place, as_json=format_ == "jsonl")

    reading: asyncio.Task[tuple[Rows, Cursor | None]] | None = asyncio.create_task(read(Place(BATCH)))
    try:
        while reading is not None:
            rows, after = await reading
            reading = asyncio.create_task(read(Place(BATCH, after=after))) if after else None
            yield rows
    finally:
        if reading is not None:
            reading.cancel()
            await asyncio.wait([reading])


async def written(
    database: Database, user: CurrentUser, wanted: FeedbackFilter, format_: LineFormat
) -> AsyncGenerator[bytes, None]:
    """The whole file, in UTF-8."""
    yield HEADERS[format_]
    async with aclosing(batches(database, user, wanted, format_)) as found:
        async for rows in found:
            yield LINES[format_](rows)


def json_lines(rows: Rows) -> bytes:
    """One JSON object a line."""
    return "".join(f"{row.record}\n" for row in rows).encode()


def csv_lines(rows: Rows) -> bytes:
    """One line a row (RFC 4180); a text that a spreadsheet would run has an apostrophe before it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(map(_harmless, rows))
    return text.getvalue().encode()


def _harmless(row: Iterable[Any]) -> list[Any]:
    values = list(row)[:_WIDTH]
    for place in _FREE:
        if values[place]:
            values[place] = harmless(values[place])
    return values


HEADERS: Final[dict[LineFormat, bytes]] = {"csv": f"{','.join(COLUMNS)}\r\n".encode(), "jsonl": b""}
LINES: Final[dict[LineFormat, Callable[[Rows], bytes]]] = {"csv": csv_lines, "jsonl": json_lines}
