"""What stands in the files, a batch at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import iso
from reprise.core.paging import Cursor, Paging
from reprise.experts.analytics.gaps import service as gaps
from reprise.experts.analytics.gaps.cursors import GapCursor
from reprise.experts.analytics.gaps.repository import GapPlace
from reprise.experts.analytics.gaps.schemas import GapState
from reprise.experts.analytics.leads import service as leads
from reprise.experts.analytics.searches import service as searches
from reprise.experts.analytics.searches.filters import SearchFilter

BATCH: Final = 1_000

Rows = Sequence[Sequence[Any]]
Read = Callable[[AsyncSession, str | None], Awaitable[tuple[Rows, str | None]]]
"""Rows behind a place, and the place behind them if there may be more."""


@dataclass(frozen=True, slots=True)
class Table:
    """One file."""

    name: str
    columns: tuple[str, ...]
    read: Read


def of_searches(wanted: SearchFilter) -> Table:
    columns = (
        *("id", "created_at", "query", "response_type", "top_match_score", "experts"),
        *("vote", "reasons", "comment", "email", "answered_by"),
    )

    async def read(session: AsyncSession, after: str | None) -> tuple[Rows, str | None]:
        found, cursor = await searches.exported(session, wanted, _paging(after))
        return [[getattr(row, name) for name in columns] for row in found], cursor

    return Table("searches", columns, read)


def of_leads(user: CurrentUser, words: str) -> Table:
    columns = ("id", "created_at", "email", "query", "consent_text", "searches")

    async def read(session: AsyncSession, after: str | None) -> tuple[Rows, str | None]:
        found, cursor = await leads.batch(session, user, words, _paging(after))
        return [_cells(lead, columns) for lead in found], cursor

    return Table("leads", columns, read)


def of_gaps(state: GapState, days: int, weak_match: float) -> Table:
    columns = (
        *("query", "state", "searches", "clarifications", "weak_matches", "top_match_score"),
        *("first_at", "last_at", "note", "resolved_at"),
    )

    async def read(session: AsyncSession, after: str | None) -> tuple[Rows, str | None]:
        place = GapPlace(BATCH, after=None if after is None else GapCursor.parse(after))
        found, cursor = await gaps.batch(session, place, state, days, weak_match)
        return [_cells(gap, columns) for gap in found], None if cursor is None else str(cursor)

    return Table("gaps", columns, read)


def _paging(after: str | None) -> Paging:
    return Paging(BATCH, 0, None if after is None else Cursor.parse(after))


def _cells(row: Any, columns: Sequence[str]) -> list[Any]:
    return [iso(getattr(row, name)) if name.endswith("_at") else getattr(row, name) for name in columns]
