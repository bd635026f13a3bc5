"""Lists in pages: by offset near the start, by cursor at any depth."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, Connection, Select, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import UtcDateTime
from reprise.core.errors import UnprocessableError
from reprise.core.schema import Answer

EXACT_TOTAL: Final = 10_000
"""Up to here a list counts its rows exactly; beyond, counting would cost more than the page."""

T = TypeVar("T")


class Page(Answer, Generic[T]):
    """One page of a list; `next_cursor` leads on and is null on the last one."""

    items: list[T]
    total: int = Field(description="Number of rows in all, exact up to 10,000.")
    total_capped: bool = False
    limit: int
    offset: int
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place behind a row in a list that is ordered by an instant, within ranks if it has any."""

    created_at: datetime
    id: UUID
    rank: int | None = None

    def __str__(self) -> str:
        parts = [self.created_at.astimezone(UTC).isoformat(), str(self.id)]
        parts += [] if self.rank is None else [str(self.rank)]
        raw = "|".join(parts).encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    @classmethod
    def parse(cls, value: str) -> Cursor:
        try:
            raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()
            created_at, identifier, *rank = raw.split("|")
            instant = datetime.fromisoformat(created_at)
            if instant.tzinfo is None or len(rank) > 1:
                raise ValueError
            return cls(instant.astimezone(UTC), UUID(identifier), _small(rank[0]) if rank else None)
        except (ValueError, OverflowError, binascii.Error):
            raise no_cursor() from None


def no_cursor() -> UnprocessableError:
    return UnprocessableError(
        "This is not a cursor of this list: take `next_cursor` of an answer as it is.", field="cursor"
    )


def _small(text: str) -> int:
    if len(text) > 3:
        raise ValueError
    return int(text)


@dataclass(frozen=True, slots=True)
class Paging:
    limit: int
    offset: int
    after: Cursor | None


async def newest_first(
    session: AsyncSession, query: Select[*tuple[Any, ...]], paging: Paging, *, created_at: Any, id_: Any
) -> tuple[Sequence[Any], str | None]:
    """The rows of one page and the next one's cursor. One row more than asked tells whether there is one."""
    return _cut((await session.execute(_newest(query, paging, created_at, id_))).all(), paging)


def read_newest_first(
    connection: Connection, query: Select[*tuple[Any, ...]], paging: Paging, *, created_at: Any, id_: Any
) -> tuple[Sequence[Any], str | None]:
    """As `newest_first`, within `Database.read`."""
    return _cut(connection.execute(_newest(query, paging, created_at, id_)).all(), paging)


async def oldest_first(
    session: AsyncSession, query: Select[*tuple[Any, ...]], paging: Paging, *, created_at: Any, id_: Any
) -> tuple[Sequence[Any], str | None]:
    """As `newest_first`, from the other end."""
    if paging.after is not None:
        query = query.where(_ahead(paging.after, created_at, id_))
    return _cut((await session.execute(_part(query.order_by(created_at, id_), paging))).all(), paging)


def _newest(
    query: Select[*tuple[Any, ...]], paging: Paging, created_at: Any, id_: Any
) -> Select[*tuple[Any, ...]]:
    if paging.after is not None:
        query = query.where(_behind(paging.after, created_at, id_))
    return _part(query.order_by(created_at.desc(), id_.desc()), paging)


def _part(query: Select[*tuple[Any, ...]], paging: Paging) -> Select[*tuple[Any, ...]]:
    query = query.limit(paging.limit + 1)
    return query.offset(paging.offset) if paging.after is None else query


def _cut(rows: Sequence[Any], paging: Paging) -> tuple[Sequence[Any], str | None]:
    page = rows[: paging.limit]
    if len(rows) <= paging.limit or not page:
        return page, None
    last = page[-1]._mapping
    return page, str(Cursor(last["created_at"], last["id"]))


def _behind(cursor: Cursor, created_at: Any, id_: Any) -> ColumnElement[bool]:
    # One comparison of both: the place in an index. Of two that OR joins PostgreSQL makes a filter.
    return tuple_(created_at, id_) < _place(cursor)


def _ahead(cursor: Cursor, created_at: Any, id_: Any) -> ColumnElement[bool]:
    return tuple_(created_at, id_) > _place(cursor)


def _place(cursor: Cursor) -> ColumnElement[Any]:
    return tuple_(literal(cursor.created_at, UtcDateTime()), literal(cursor.id))


async def page_total(
    session: AsyncSession, query: Select[*tuple[Any, ...]], paging: Paging, *, shown: int, cursor: str | None
) -> tuple[int, bool]:
    """As `capped_total`; nothing is counted where a page says it: the last one, reached by its offset.

    What few rows fit and no index helps to find would be gone through twice.
    """
    if paging.after is not None or cursor is not None or (paging.offset and not shown):
        return await capped_total(session, query)
    total = paging.offset + shown
    return min(total, EXACT_TOTAL), total > EXACT_TOTAL


async def capped_total(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> tuple[int, bool]:
    """The number of rows, counted no further than EXACT_TOTAL; whether there are more."""
    return _capped(await session.scalar(_counting(query)))


def read_capped_total(connection: Connection, query: Select[*tuple[Any, ...]]) -> tuple[int, bool]:
    """As `capped_total`, within `Database.read`."""
    return _capped(connection.scalar(_counting(query)))


def _counting(query: Select[*tuple[Any, ...]]) -> Select[int]:
    inner = (
        query.with_only_columns(literal(1), maintain_column_froms=True).order_by(None).limit(EXACT_TOTAL + 1)
    )
    return select(func.count()).select_from(inner.subquery())


def _capped(counted: int | None) -> tuple[int, bool]:
    return min(counted or 0, EXACT_TOTAL), (counted or 0) > EXACT_TOTAL
