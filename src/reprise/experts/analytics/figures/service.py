"""The figures of the last days."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.experts.analytics import spellings
from reprise.experts.analytics.figures import read_repository
from reprise.experts.analytics.figures.schemas import (
    AnalyticsDashboard,
    AnalyticsSummary,
    DownvotedExpert,
    DownvotedQuery,
    QueryCount,
    SeriesPoint,
    VoteCounts,
)
from reprise.experts.analytics.gaps import service as gaps
from reprise.experts.analytics.periods import days_until_today, since


async def summary(session: AsyncSession, days: int, weak_match: float) -> AnalyticsSummary:
    return _sum(await _series(session, days), await gaps.open_ones(session, days, weak_match))


async def dashboard(session: AsyncSession, days: int, weak_match: float) -> AnalyticsDashboard:
    series = await _series(session, days)
    total = _sum(series, await gaps.open_ones(session, days, weak_match))
    votes = total.votes.up + total.votes.down
    matches = sum(point.matches for point in series)
    return AnalyticsDashboard(
        days=days,
        summary=total,
        lead_rate=_ratio(total.leads, total.searches),
        vote_rate=_ratio(votes, matches),
        share_up=_ratio(total.votes.up, votes),
        series=series,
        top_queries=await _top_queries(session, days),
        top_downvoted_queries=await _downvoted_queries(session, days),
        top_downvoted_experts=await _downvoted_experts(session, days),
    )


async def _series(session: AsyncSession, days: int) -> list[SeriesPoint]:
    start = since(days)
    searches = {row.day: row for row in await read_repository.searches_by_day(session, start)}
    votes = {row.day: row for row in await read_repository.votes_by_day(session, start)}
    leads = {row.day: row.leads for row in await read_repository.leads_by_day(session, start)}
    points = []
    for day in days_until_today(days):
        asked, voted = searches.get(day.isoformat()), votes.get(day.isoformat())
        point = SeriesPoint(
            date=day,
            searches=asked.searches if asked else 0,
            matches=asked.matches if asked else 0,
            up=voted.up if voted else 0,
            down=voted.down if voted else 0,
            leads=leads.get(day.isoformat(), 0),
        )
        points.append(point)
    return points


def _sum(series: Sequence[SeriesPoint], gaps: int) -> AnalyticsSummary:
    searches = sum(point.searches for point in series)
    return AnalyticsSummary(
        searches=searches,
        match_rate=_ratio(sum(point.matches for point in series), searches),
        votes=VoteCounts(up=sum(point.up for point in series), down=sum(point.down for point in series)),
        leads=sum(point.leads for point in series),
        gaps=gaps,
    )


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


async def _top_queries(session: AsyncSession, days: int) -> list[QueryCount]:
    rows = await read_repository.top_queries(session, since(days))
    written = await spellings.last(session, [row.query_key for row in rows])
    return [
        QueryCount(query=written.get(row.query_key, row.query_key), searches=row.searches) for row in rows
    ]


async def _downvoted_queries(session: AsyncSession, days: int) -> list[DownvotedQuery]:
    rows = await read_repository.top_downvoted_queries(session, since(days))
    written = await spellings.last(session, [row.query_key for row in rows])
    return [
        DownvotedQuery(query=written.get(row.query_key, row.query_key), up=row.up, down=row.down)
        for row in rows
    ]


async def _downvoted_experts(session: AsyncSession, days: int) -> list[DownvotedExpert]:
    rows = await read_repository.top_downvoted_experts(session, since(days))
    ids = [UUID(row.expert_id) for row in rows]
    names = await read_repository.names(session, ids)
    return [
        DownvotedExpert(id=expert_id, name=names.get(expert_id), up=row.up, down=row.down)
        for expert_id, row in zip(ids, rows, strict=True)
    ]
