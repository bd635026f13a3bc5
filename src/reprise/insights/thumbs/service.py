"""Thumbs of the last days, app beside app."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import utcnow
from reprise.insights.thumbs import read_repository
from reprise.insights.thumbs.read_repository import Days
from reprise.insights.thumbs.schemas import AppThumbs, ThumbInsights, Thumbs, ThumbsOn

_ByDay = dict[str, Thumbs]


async def insights(session: AsyncSession, user: CurrentUser, days: int) -> ThumbInsights:
    """Interviews are private: that somebody disliked their feedback is for admins alone."""
    first = utcnow().date() - timedelta(days=days - 1)
    since = datetime.combine(first, time.min, UTC)
    songs = _by_day(await read_repository.of_songs(session, since))
    experts = _by_day(await read_repository.of_experts(session, since))
    interviews = None
    if user.role == "admin":
        interviews = _by_day(await read_repository.of_interviews(session, since))
    series = [_on(first + timedelta(days=place), songs, experts, interviews) for place in range(days)]
    total = AppThumbs(
        songs=_sum(songs), experts=_sum(experts), interviews=None if interviews is None else _sum(interviews)
    )
    return ThumbInsights(days=days, total=total, series=series)


def _by_day(rows: Days) -> _ByDay:
    return {row.day: Thumbs(up=row.up, down=row.down) for row in rows}


def _on(day: date, songs: _ByDay, experts: _ByDay, interviews: _ByDay | None) -> ThumbsOn:
    name, none = day.isoformat(), Thumbs()
    return ThumbsOn(
        date=day,
        songs=songs.get(name, none),
        experts=experts.get(name, none),
        interviews=None if interviews is None else interviews.get(name, none),
    )


def _sum(days: _ByDay) -> Thumbs:
    return Thumbs(up=sum(day.up for day in days.values()), down=sum(day.down for day in days.values()))
