"""SQL that adds searches, votes and leads up. Each reads only the part of an index that the days are in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Row, Select, case, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db.json_sql import plain_value
from reprise.experts.access.models import EmailLead
from reprise.experts.analytics.figures.whom import experts_of
from reprise.experts.chat.models import Conversation
from reprise.experts.directory.models import Expert
from reprise.experts.votes.effective import VOTES, is_effective

_C: Final = Conversation.__table__
_V: Final = VOTES.alias("v")
_DAY: Final = len("2026-01-31")
_MOST: Final = 10

Rows = Sequence[Row[*tuple[Any, ...]]]
AnySelect = Select[*tuple[Any, ...]]

_up: Final = func.count(case((_V.c.vote == "up", 1))).label("up")
_down: Final = func.count(case((_V.c.vote == "down", 1))).label("down")


def _day(instant: ColumnElement[Any]) -> ColumnElement[str]:
    return func.substr(plain_value(instant), 1, _DAY).label("day")


async def searches_by_day(session: AsyncSession, since: datetime) -> Rows:
    """`day` (YYYY-MM-DD, UTC), `searches`, `matches`."""
    day = _day(_C.c.created_at)
    matches = func.count(case((_C.c.response_type == "match", 1))).label("matches")
    query = select(day, func.count().label("searches"), matches).where(_C.c.created_at >= since)
    return (await session.execute(query.group_by(day))).all()


async def votes_by_day(session: AsyncSession, since: datetime) -> Rows:
    """`day` of the search, `up`, `down`."""
    day = _day(_C.c.created_at)
    query = _counted(select(day, _up, _down), since).group_by(day)
    return (await session.execute(query)).all()


async def leads_by_day(session: AsyncSession, since: datetime) -> Rows:
    """`day`, `leads`."""
    day = _day(EmailLead.__table__.c.created_at)
    query = select(day, func.count().label("leads")).where(EmailLead.created_at >= since).group_by(day)
    return (await session.execute(query)).all()


async def top_queries(session: AsyncSession, since: datetime) -> Rows:
    """`query_key`, `searches`."""
    searches = func.count().label("searches")
    query = (
        select(_C.c.query_key, searches)
        .where(_C.c.created_at >= since)
        .group_by(_C.c.query_key)
        .order_by(searches.desc(), _C.c.query_key)
        .limit(_MOST)
    )
    return (await session.execute(query)).all()


async def top_downvoted_queries(session: AsyncSession, since: datetime) -> Rows:
    """`query_key`, `up`, `down`."""
    query = (
        _counted(select(_C.c.query_key, _up, _down), since)
        .group_by(_C.c.query_key)
        .having(_down > 0)
        .order_by(_down.desc(), _up, _C.c.query_key)
        .limit(_MOST)
    )
    return (await session.execute(query)).all()


async def top_downvoted_experts(session: AsyncSession, since: datetime) -> Rows:
    """`expert_id` as text, `up`, `down`."""
    items, expert_id = experts_of(_V, _C)
    query = (
        _counted(select(expert_id.label("expert_id"), _up, _down), since, items)
        .group_by(expert_id)
        .having(_down > 0)
        .order_by(_down.desc(), _up, expert_id)
        .limit(_MOST)
    )
    return (await session.execute(query)).all()


def _counted(query: AnySelect, since: datetime, *items: FromClause) -> AnySelect:
    """Votes that count, of searches since then. A vote is younger than its search: the index finds it."""
    joined = _V.join(_C, _C.c.id == _V.c.conversation_id)
    for item in items:
        joined = joined.join(item, true())
    return (
        query.select_from(joined)
        .where(_V.c.created_at >= since, _C.c.created_at >= since)
        .where(is_effective(_V))
    )


async def names(session: AsyncSession, ids: Sequence[Any]) -> dict[Any, str]:
    query = select(Expert.id, Expert.first_name, Expert.last_name).where(Expert.id.in_(ids))
    return {row.id: f"{row.first_name} {row.last_name}".strip() for row in await session.execute(query)}
