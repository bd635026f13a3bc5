"""SQL that adds ratings up, and finds samples without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.db.json_sql import plain_value
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.feedback.effective import rating_is_effective, tags_are_effective
from reprise.songs.feedback.insights.schemas import CoverageState
from reprise.songs.feedback.models import Feedback, FeedbackTag
from reprise.songs.feedback.records import FEEDBACK, SAMPLE, AnyRow, AnySelect, label
from reprise.songs.listening.models import HEARD_MS, Listen
from reprise.songs.prompts.models import Prompt

_F: Final = FEEDBACK.c
_RATED: Final = Feedback.__table__.alias("r")
_TAG: Final = FeedbackTag.__table__.alias("t")
_LISTEN: Final = Listen.__table__.alias("l")
_MOST_GROUPS: Final = 50
_DAY: Final = len("2026-01-31")


@dataclass(frozen=True, slots=True)
class Period:
    """Instants; None is open. `before` is exclusive."""

    start: datetime | None
    before: datetime | None

    def holds(self, instant: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        conditions = []
        if self.start is not None:
            conditions.append(instant >= self.start)
        if self.before is not None:
            conditions.append(instant < self.before)
        return conditions


@dataclass(frozen=True, slots=True)
class Ratings:
    """Which ratings are added up: those that count."""

    user: CurrentUser
    period: Period
    criterion: str | None

    def where(self, query: AnySelect, row: FromClause = FEEDBACK) -> AnySelect:
        query = query.where(
            visible_to_installation(self.user),
            rating_is_effective(row),
            *self.period.holds(row.c.created_at),
        )
        return query if self.criterion is None else query.where(row.c.rating_criterion == self.criterion)


def _added(row: FromClause = FEEDBACK) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return func.count(row.c.rating).label("ratings"), func.sum(row.c.rating).label("stars")


async def by_day(session: AsyncSession, wanted: Ratings) -> Sequence[AnyRow]:
    """`day` (YYYY-MM-DD, UTC), `ratings`, `stars`; oldest first, days without ratings left out."""
    day = func.substr(plain_value(_F.created_at), 1, _DAY).label("day")
    query = wanted.where(select(day, *_added()).select_from(FEEDBACK)).group_by(day).order_by(day)
    return (await session.execute(query)).all()


async def by_criterion(session: AsyncSession, wanted: Ratings) -> Sequence[AnyRow]:
    """`criterion`, `ratings`, `stars`."""
    query = wanted.where(select(_F.rating_criterion.label("criterion"), *_added()).select_from(FEEDBACK))
    return (await session.execute(query.group_by(_F.rating_criterion))).all()


async def by_engine(session: AsyncSession, wanted: Ratings) -> Sequence[AnyRow]:
    """`engine`, `engine_version`, `adapter_id`, `adapter`, `number`, `ratings`, `stars`; the most first."""
    version, adapter = AdapterVersion.__table__, Adapter.__table__
    grouped = (SAMPLE.c.engine, SAMPLE.c.engine_version, adapter.c.id, adapter.c.name, version.c.number)
    names = ("engine", "engine_version", "adapter_id", "adapter", "number")
    ratings, stars = _added()
    query = (
        select(*(column.label(name) for column, name in zip(grouped, names, strict=True)), ratings, stars)
        .select_from(FEEDBACK)
        .join(SAMPLE, SAMPLE.c.id == _F.audio_id)
        .outerjoin(version, version.c.id == SAMPLE.c.adapter_version_id)
        .outerjoin(adapter, adapter.c.id == version.c.adapter_id)
        .group_by(*grouped)
        .order_by(ratings.desc(), SAMPLE.c.engine, SAMPLE.c.engine_version, adapter.c.name, version.c.number)
        .limit(_MOST_GROUPS)
    )
    return (await session.execute(wanted.where(query))).all()


async def by_tag(session: AsyncSession, wanted: Ratings) -> Sequence[AnyRow]:
    """`tag`, `rows` whose tags count and hold it, and `ratings`, `stars` of the same people and samples."""
    rated = and_(
        _RATED.c.author_id == _F.author_id,
        _RATED.c.audio_id == _F.audio_id,
        _RATED.c.rating_criterion == wanted.criterion,
        rating_is_effective(_RATED),
    )
    ratings, stars = _added(_RATED)
    rows = func.count().label("rows")
    query = (
        select(_TAG.c.tag, rows, ratings, stars)
        .select_from(_TAG)
        .join(FEEDBACK, _F.id == _TAG.c.feedback_id)
        .outerjoin(_RATED, rated)
        .where(visible_to_installation(wanted.user), *wanted.period.holds(_TAG.c.created_at))
        .where(tags_are_effective(FEEDBACK))
        .group_by(_TAG.c.tag)
        .order_by(rows.desc(), _TAG.c.tag)
        .limit(_MOST_GROUPS)
    )
    return (await session.execute(query)).all()


async def coverage(session: AsyncSession, user: CurrentUser, period: Period) -> AnyRow:
    """`samples`, `heard`, `rated`, `preferred`: numbers of the samples that were made within the period."""
    query = (
        select(
            func.count().label("samples"),
            func.count(case((_heard(), 1))).label("heard"),
            func.count(case((_rated(), 1))).label("rated"),
            func.count(case((_compared(), 1))).label("preferred"),
        )
        .select_from(SAMPLE)
        .where(visible_to_installation(user), *period.holds(SAMPLE.c.created_at))
    )
    return (await session.execute(query)).one()


def _heard() -> ColumnElement[bool]:
    return exists().where(_LISTEN.c.audio_id == SAMPLE.c.id, _LISTEN.c.heard_ms >= HEARD_MS)


def _rated() -> ColumnElement[bool]:
    return exists().where(_F.audio_id == SAMPLE.c.id, _F.rating.is_not(None))


def _compared() -> ColumnElement[bool]:
    first = exists().where(_F.audio_id == SAMPLE.c.id, _F.preferred_over.is_not(None))
    return or_(first, exists().where(_F.preferred_over == SAMPLE.c.id))


async def uncovered(
    session: AsyncSession, user: CurrentUser, paging: Paging, state: CoverageState, period: Period
) -> tuple[Sequence[AnyRow], str | None, int, bool]:
    """Samples that nobody has heard or rated: one page, its cursor, how many there are, whether capped."""
    prompt = Prompt.__table__
    found: AnySelect = select(SAMPLE.c.id).where(
        visible_to_installation(user),
        ~(_heard() if state == "unheard" else _rated()),
        *period.holds(SAMPLE.c.created_at),
    )
    columns = (SAMPLE.c.id, SAMPLE.c.job_id, SAMPLE.c.created_at, SAMPLE.c.duration)
    query = (
        found.with_only_columns(*columns, label().label("label"), prompt.c.text.label("prompt_text"))
        .select_from(SAMPLE)
        .join(prompt, prompt.c.id == SAMPLE.c.prompt_id)
    )
    rows, cursor = await newest_first(session, query, paging, created_at=SAMPLE.c.created_at, id_=SAMPLE.c.id)
    return rows, cursor, *await capped_total(session, found)
