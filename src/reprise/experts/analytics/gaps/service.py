"""Decisions about gaps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import utcnow
from reprise.core.errors import NotFoundError
from reprise.core.paging import EXACT_TOTAL, Page
from reprise.experts.analytics import spellings
from reprise.experts.analytics.gaps import repository
from reprise.experts.analytics.gaps.cursors import GapCursor
from reprise.experts.analytics.gaps.models import GapResolution
from reprise.experts.analytics.gaps.repository import GapPlace
from reprise.experts.analytics.gaps.schemas import GapOut, GapResolve, GapState
from reprise.experts.analytics.periods import since


async def open_ones(session: AsyncSession, days: int, weak_match: float) -> int:
    return await repository.counted(session, since(days), weak_match, "open")


async def listing(
    session: AsyncSession, place: GapPlace, state: GapState, days: int, weak_match: float
) -> Page[GapOut]:
    total = await repository.counted(session, since(days), weak_match, state)
    items, after = await batch(session, place, state, days, weak_match)
    return Page(
        items=items,
        total=min(total, EXACT_TOTAL),
        total_capped=total > EXACT_TOTAL,
        limit=place.limit,
        offset=place.offset,
        next_cursor=None if after is None else str(after),
    )


async def batch(
    session: AsyncSession, place: GapPlace, state: GapState, days: int, weak_match: float
) -> tuple[list[GapOut], GapCursor | None]:
    """Gaps, and the place behind them if there are more."""
    rows, after = await repository.page(session, since(days), weak_match, state, place)
    written = await spellings.last(session, [row.query_key for row in rows])
    return [_describe(row, state, written) for row in rows], after


async def resolve(session: AsyncSession, payload: GapResolve) -> None:
    """
    Raises:
        NotFoundError: nobody asked that.
    """
    await _require(session, payload.query_key)
    resolution = GapResolution(query_key=payload.query_key, note=payload.note or None, resolved_at=utcnow())
    await repository.resolve(session, resolution)


async def reopen(session: AsyncSession, query_key: str) -> None:
    """
    Raises:
        NotFoundError: nobody asked that.
    """
    await _require(session, query_key)
    await repository.reopen(session, query_key)


async def _require(session: AsyncSession, query_key: str) -> None:
    if not await repository.is_known(session, query_key):
        raise NotFoundError(f"Nobody has searched for {query_key!r}.", field="query_key")


def _describe(row: Row[*tuple[Any, ...]], state: GapState, written: dict[str, str]) -> GapOut:
    return GapOut(
        query_key=row.query_key,
        query=written.get(row.query_key, row.query_key),
        state=state,
        searches=row.searches,
        clarifications=row.clarifications,
        weak_matches=row.searches - row.clarifications,
        top_match_score=row.top_match_score,
        first_at=row.first_at,
        last_at=row.last_at,
        note=row.note,
        resolved_at=row.resolved_at,
    )
