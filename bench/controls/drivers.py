"""What the controls that read share: the bare drivers, what of feedback counts, ids and instants as text.

SQLite is asked on the thread of the event loop, its fastest way; PostgreSQL through a pool.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import asyncpg

_NEWER = (
    "AND NOT EXISTS (SELECT 1 FROM feedback n WHERE n.author_id = f.author_id AND n.{value} IS NOT NULL "
    "{key} AND (n.created_at, n.id) > (f.created_at, f.id))"
)
_CRITERION = "AND n.rating_criterion = f.rating_criterion "
_SAME, _TURNED = (
    _NEWER.format(value="preferred_over", key=f"{_CRITERION} {pair}")
    for pair in (
        "AND n.preferred_over = f.preferred_over AND n.audio_id = f.audio_id",
        "AND n.preferred_over = f.audio_id AND n.audio_id = f.preferred_over",
    )
)
_AUDIO = "AND n.audio_id = f.audio_id"
RATING_COUNTS = f"(f.rating IS NOT NULL {_NEWER.format(value='rating', key=f'{_CRITERION} {_AUDIO}')})"
COUNTS = (
    f"({RATING_COUNTS} OR (f.preferred_over IS NOT NULL {_SAME} {_TURNED}) "
    f"OR (f.tags IS NOT NULL {_NEWER.format(value='tags', key=_AUDIO)}) "
    f"OR (f.notes IS NOT NULL {_NEWER.format(value='notes', key=_AUDIO)}))"
)
Ask = Callable[..., Awaitable[Sequence[Sequence[Any]]]]


@asynccontextmanager
async def _sqlite(path: str) -> AsyncIterator[Ask]:
    connection = sqlite3.connect(path)
    written: dict[str, str] = {}

    async def ask(query: str, *given: Any) -> Sequence[Sequence[Any]]:
        known = written.get(query) or written.setdefault(query, query.format("?1", "?2", "?3"))
        return connection.execute(known, given).fetchall()

    yield ask
    connection.close()


@asynccontextmanager
async def _postgresql(url: str) -> AsyncIterator[Ask]:
    written: dict[str, str] = {}
    async with asyncpg.create_pool(url, min_size=10, max_size=20) as pool:

        async def ask(query: str, *given: Any) -> Sequence[Sequence[Any]]:
            known = written.get(query) or written.setdefault(query, query.format("$1", "$2", "$3"))
            rows: Sequence[Sequence[Any]] = await pool.fetch(known, *given)
            return rows

        yield ask


def identity(value: Any) -> str | None:
    if not isinstance(value, str):
        return None if value is None else str(value)
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def instant(value: Any) -> str:
    if isinstance(value, str):
        return f"{value[:10]}T{value[11:23]}Z"
    moment: datetime = value
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def asking(url: str) -> AbstractAsyncContextManager[Ask]:
    """Opens the database at `url`."""
    return _sqlite(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else _postgresql(url)
