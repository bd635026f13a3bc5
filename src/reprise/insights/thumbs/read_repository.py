"""SQL that counts thumbs by day; what counts is each app's own definition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db.json_sql import plain_value
from reprise.experts.votes.effective import VOTES, is_effective
from reprise.interviews.thumbs.models import FeedbackThumb
from reprise.songs.feedback.effective import FEEDBACK, rating_is_effective

_DAY: Final = len("2026-01-31")
_UP_FROM: Final = 4
_DOWN_TO: Final = 2

Days = Sequence[Row[*tuple[Any, ...]]]
"""`day` (YYYY-MM-DD, UTC), `up`, `down`."""


def _day(instant: ColumnElement[Any]) -> ColumnElement[str]:
    return func.substr(plain_value(instant), 1, _DAY).label("day")


def _count(condition: ColumnElement[bool], name: str) -> ColumnElement[Any]:
    return func.count(case((condition, 1))).label(name)


async def of_songs(session: AsyncSession, since: datetime) -> Days:
    row = FEEDBACK.alias("f")
    up, down = _count(row.c.rating >= _UP_FROM, "up"), _count(row.c.rating <= _DOWN_TO, "down")
    day = _day(row.c.created_at)
    query = (
        select(day, up, down)
        .where(row.c.created_at >= since, row.c.rating_criterion == "overall", rating_is_effective(row))
        .group_by(day)
    )
    return (await session.execute(query)).all()


async def of_experts(session: AsyncSession, since: datetime) -> Days:
    row = VOTES.alias("v")
    up, down = _count(row.c.vote == "up", "up"), _count(row.c.vote == "down", "down")
    day = _day(row.c.created_at)
    query = select(day, up, down).where(row.c.created_at >= since, is_effective(row)).group_by(day)
    return (await session.execute(query)).all()


async def of_interviews(session: AsyncSession, since: datetime) -> Days:
    row = FeedbackThumb.__table__
    up, down = _count(row.c.is_up.is_(True), "up"), _count(row.c.is_up.is_(False), "down")
    day = _day(row.c.created_at)
    query = select(day, up, down).where(row.c.created_at >= since).group_by(day)
    return (await session.execute(query)).all()
