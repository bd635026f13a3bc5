"""What ratings come to over time, by engine, by tag and by criterion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.songs.feedback.averages import average
from reprise.songs.feedback.insights import read_repository
from reprise.songs.feedback.insights.read_repository import Period, Ratings
from reprise.songs.feedback.insights.schemas import (
    AdapterVersionName,
    Coverage,
    CriterionRatings,
    EngineRatings,
    Insights,
    RatingsOn,
    Step,
    TagRatings,
)
from reprise.songs.feedback.records import AnyRow
from reprise.songs.feedback.tags.listing import label_of
from reprise.songs.feedback.vocabulary import CRITERIA, Criterion

_MOST_DAYS: Final = 92
_MOST_DAYS_OF_WEEKS: Final = 732


async def insights(
    session: AsyncSession, user: CurrentUser, period: Period, criterion: Criterion
) -> Insights:
    wanted = Ratings(user, period, criterion)
    days = await read_repository.by_day(session, wanted)
    count, stars = sum(row.ratings for row in days), sum(row.stars for row in days)
    step = _step(days)
    covered = await read_repository.coverage(session, user, period)
    every = await read_repository.by_criterion(session, Ratings(user, period, None))
    return Insights(
        criterion=criterion,
        step=step,
        count=count,
        average=average(stars, count),
        over_time=list(_over_time(days, step)),
        by_engine=[_engine(row) for row in await read_repository.by_engine(session, wanted)],
        by_tag=[_tag(row) for row in await read_repository.by_tag(session, wanted)],
        by_criterion=_criteria(every),
        coverage=Coverage.model_validate(covered),
    )


def _step(days: Sequence[AnyRow]) -> Step:
    """Few enough steps to draw."""
    if not days:
        return "day"
    spanned = (date.fromisoformat(days[-1].day) - date.fromisoformat(days[0].day)).days + 1
    return "day" if spanned <= _MOST_DAYS else "week" if spanned <= _MOST_DAYS_OF_WEEKS else "month"


def _over_time(days: Iterable[AnyRow], step: Step) -> Iterable[RatingsOn]:
    count: dict[date, int] = defaultdict(int)
    stars: dict[date, int] = defaultdict(int)
    for row in days:
        first = _first_day(date.fromisoformat(row.day), step)
        count[first] += row.ratings
        stars[first] += row.stars
    for first, ratings in count.items():
        yield RatingsOn(date=first, count=ratings, average=average(stars[first], ratings))


def _first_day(day: date, step: Step) -> date:
    """Weeks begin on Monday (ISO 8601)."""
    if step == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if step == "week" else day


def _engine(row: AnyRow) -> EngineRatings:
    adapter = None
    if row.adapter_id is not None:
        adapter = AdapterVersionName(id=row.adapter_id, name=row.adapter, version=row.number)
    return EngineRatings(
        engine=row.engine,
        engine_version=row.engine_version,
        adapter=adapter,
        count=row.ratings,
        average=average(row.stars, row.ratings),
    )


def _tag(row: AnyRow) -> TagRatings:
    mean = average(row.stars, row.ratings)
    return TagRatings(tag=row.tag, label=label_of(row.tag), count=row.rows, average=mean)


def _criteria(rows: Iterable[AnyRow]) -> list[CriterionRatings]:
    found = {row.criterion: row for row in rows}
    return [
        CriterionRatings(
            criterion=name,
            count=found[name].ratings if name in found else 0,
            average=average(found[name].stars, found[name].ratings) if name in found else None,
        )
        for name in CRITERIA
    ]
