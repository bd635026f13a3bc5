"""All SQL on gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, and_, case, delete, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.experts.analytics.gaps.cursors import GapCursor
from reprise.experts.analytics.gaps.models import GapResolution
from reprise.experts.analytics.gaps.schemas import GapState
from reprise.experts.chat.models import Conversation

_C: Final = Conversation.__table__.c
_R: Final = GapResolution.__table__.c
AnySelect = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class GapPlace:
    """Which part of the list."""

    limit: int
    offset: int = 0
    after: GapCursor | None = None


async def counted(session: AsyncSession, since: datetime, weak: float, state: GapState) -> int:
    groups = _groups(since, weak, state).subquery()
    return (await session.scalar(select(func.count()).select_from(groups))) or 0


async def page(
    session: AsyncSession, since: datetime, weak: float, state: GapState, place: GapPlace
) -> tuple[Sequence[Row[*tuple[Any, ...]]], GapCursor | None]:
    """The most searched first, and the place behind them. Reads the part of an index that the days are in."""
    query = _groups(since, weak, state).order_by(func.count().desc(), _C.query_key).limit(place.limit + 1)
    if place.after is None:
        query = query.offset(place.offset)
    else:
        searches, key = place.after.searches, place.after.query_key
        query = query.having(or_(func.count() < searches, and_(func.count() == searches, _C.query_key > key)))
    rows = (await session.execute(query)).all()
    found = rows[: place.limit]
    more = len(rows) > place.limit
    return found, GapCursor(found[-1].searches, found[-1].query_key) if more else None


def _groups(since: datetime, weak: float, state: GapState) -> AnySelect:
    clarified = _C.response_type == "clarification"
    last_at = func.max(_C.created_at)
    # What was resolved after the query last failed.
    closed = and_(_R.resolved_at.is_not(None), _R.resolved_at >= last_at)
    return (
        select(
            _C.query_key,
            func.count().label("searches"),
            func.count(case((clarified, 1))).label("clarifications"),
            func.max(_C.top_match_score).label("top_match_score"),
            func.min(_C.created_at).label("first_at"),
            last_at.label("last_at"),
            _R.note,
            _R.resolved_at,
        )
        .select_from(Conversation.__table__.outerjoin(GapResolution.__table__, _R.query_key == _C.query_key))
        .where(_C.created_at >= since, or_(clarified, _C.top_match_score < weak))
        .group_by(_C.query_key, _R.note, _R.resolved_at)
        .having(
            closed if state == "resolved" else or_(_R.resolved_at.is_(None), not_(_R.resolved_at >= last_at))
        )
    )


async def is_known(session: AsyncSession, query_key: str) -> bool:
    query = select(_C.id).where(_C.query_key == query_key).limit(1)
    return await session.scalar(query) is not None


async def resolve(session: AsyncSession, resolution: GapResolution) -> None:
    await session.merge(resolution)
    await session.flush()


async def reopen(session: AsyncSession, query_key: str) -> None:
    await session.execute(delete(GapResolution).where(_R.query_key == query_key))
