"""Files as answers over HTTP, written while they are read."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Final

from fastapi.responses import StreamingResponse

from reprise.core.db import Database, utcnow
from reprise.core.spreadsheets import csv_lines
from reprise.experts.analytics.exports.rows import Rows, Table

CSV: Final = "text/csv; charset=utf-8; header=present"
EXPORTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}},
        "description": "The file, as an attachment. A text that a spreadsheet would run has an apostrophe "
        "before it.",
    }
}


async def csv_response(database: Database, table: Table) -> StreamingResponse:
    """Each batch is a snapshot of its own: a slow reader keeps no transaction open."""
    body = _written(database, table)
    # Read before the headers go out: a database that cannot answer must be an error, not an empty file.
    first = await anext(body)
    name = f"reprise-{table.name}-{utcnow().date().isoformat()}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return StreamingResponse(_with_first(first, body), media_type=CSV, headers=headers)


async def _written(database: Database, table: Table) -> AsyncGenerator[bytes, None]:
    rows, after = await _batch(database, table, None)
    yield csv_lines([table.columns, *rows])
    while after is not None:
        rows, after = await _batch(database, table, after)
        yield csv_lines(rows)


async def _batch(database: Database, table: Table, after: str | None) -> tuple[Rows, str | None]:
    async with database.snapshot() as session:
        return await table.read(session, after)


async def _with_first(first: bytes, rest: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(rest):
        yield first
        async for some in rest:
            yield some
