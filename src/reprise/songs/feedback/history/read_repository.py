"""SQL that lists feedback, as finished JSON: see `core.db.json_sql`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Uuid,
    bindparam,
    func,
    literal_column,
    not_,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import Role
from reprise.core.auth.visibility import visible_to_role
from reprise.core.db import UtcDateTime
from reprise.core.db.json_sql import json_object, json_text, plain_value, precise_instant
from reprise.core.paging import EXACT_TOTAL, Cursor
from reprise.songs.feedback.effective import is_effective
from reprise.songs.feedback.history.filters import FeedbackFilter
from reprise.songs.feedback.models import FeedbackTag
from reprise.songs.feedback.records import (
    AUTHOR,
    FEEDBACK,
    OTHER,
    SAMPLE,
    AnyRow,
    AnySelect,
    label,
    record_fields,
)
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt

_PROMPT: Final = Prompt.__table__.alias("p")
_TAG: Final = FeedbackTag.__table__.alias("t")
_JOB: Final = GenerationJob.__table__.alias("j")
_F: Final = FEEDBACK.c
MOST_STATEMENTS: Final = 256


@dataclass(frozen=True, slots=True)
class Place:
    """Which part of all that matches: `limit` rows behind a cursor, or behind `offset` rows."""

    limit: int
    offset: int = 0
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a statement is more than its parameters; statements are made once for each."""

    filters: frozenset[str]
    effective: bool | None
    after: bool


async def page(
    session: AsyncSession, user: CurrentUser, wanted: FeedbackFilter, place: Place
) -> tuple[list[str], str | None, int]:
    """Rows as JSON objects, the cursor of the next page if there is one, and the total, counted to 10,001."""
    statement = _page(shape_of(wanted, place), user.role)
    given = {**parameters(wanted, place), "limit": place.limit + 1, "most": EXACT_TOTAL + 1}
    rows = (await session.execute(statement, given)).all()
    total = rows[0].total if rows else await _total(session, user, wanted, place)
    shown = rows[: place.limit]
    more = len(rows) > place.limit and shown
    cursor = str(behind(shown[-1])) if more else None
    return [row.record for row in shown], cursor, total


async def _total(session: AsyncSession, user: CurrentUser, wanted: FeedbackFilter, place: Place) -> int:
    if place.offset == 0 and place.after is None:
        return 0
    shape = shape_of(wanted, Place(place.limit))
    given = {**parameters(wanted, Place(place.limit)), "most": EXACT_TOTAL + 1}
    return int((await session.execute(_count(shape, user.role), given)).scalar_one())


def behind(row: AnyRow) -> Cursor:
    """The place behind a row that says its precise instant and its id."""
    return Cursor(datetime.fromisoformat(row.created_at), UUID(row.id))


def shape_of(wanted: FeedbackFilter, place: Place) -> Shape:
    return Shape(frozenset(wanted.given), wanted.effective, place.after is not None)


def parameters(wanted: FeedbackFilter, place: Place) -> dict[str, Any]:
    given = {name: value for name, value in wanted.given.items() if name != "effective"}
    if place.after is not None:
        return given | {"after_at": place.after.created_at, "after_id": place.after.id}
    return given | {"offset": place.offset}


@lru_cache(maxsize=MOST_STATEMENTS)
def _page(shape: Shape, role: Role) -> AnySelect:
    found = matching(shape, role)
    total = _count(Shape(shape.filters, shape.effective, after=False), role).scalar_subquery()
    context = {
        "job_id": SAMPLE.c.job_id,
        "label": label(),
        "prompt_id": SAMPLE.c.prompt_id,
        "prompt_text": _PROMPT.c.text,
        "preferred_over_label": label(OTHER),
        "preferred_over_job_id": OTHER.c.job_id,
    }
    return (
        select(
            json_text(json_object(record_fields() | context)).label("record"),
            precise_instant(_F.created_at).label("created_at"),
            plain_value(_F.id).label("id"),
            total.label("total"),
        )
        .select_from(found)
        .join(FEEDBACK, _F.id == found.c.id)
        .join(SAMPLE, SAMPLE.c.id == _F.audio_id)
        .join(_PROMPT, _PROMPT.c.id == SAMPLE.c.prompt_id)
        .outerjoin(OTHER, OTHER.c.id == _F.preferred_over)
        .outerjoin(AUTHOR, AUTHOR.c.id == _F.author_id)
        .order_by(found.c.created_at.desc(), found.c.id.desc())
    )


@lru_cache(maxsize=MOST_STATEMENTS)
def _count(shape: Shape, role: Role) -> AnySelect:
    rows: AnySelect = _filtered(shape, role).with_only_columns(
        literal_column("1"), maintain_column_froms=True
    )
    return select(func.count()).select_from(rows.limit(bindparam("most", type_=Integer)).subquery("counted"))


def matching(shape: Shape, role: Role) -> FromClause:
    """Ids and instants of one page of what matches, newest first, as a table: details are for these alone."""
    query = _filtered(shape, role)
    created_at, id_ = query.selected_columns
    if shape.after:
        last = tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after_id", type_=Uuid))
        query = query.where(tuple_(created_at, id_) < last)
    else:
        query = query.offset(bindparam("offset", type_=Integer))
    query = query.order_by(created_at.desc(), id_.desc()).limit(bindparam("limit", type_=Integer))
    return query.subquery("found")


def _filtered(shape: Shape, role: Role) -> AnySelect:
    """The order is that of the tag's rows where a tag is asked for: their index holds it."""
    if "tag" in shape.filters:
        query = select(_TAG.c.created_at, _TAG.c.feedback_id.label("id"))
        query = query.join(FEEDBACK, _F.id == _TAG.c.feedback_id)
    else:
        query = select(_F.created_at, _F.id)
    at = query.selected_columns.created_at
    conditions = [_CONDITIONS[name](at) for name in sorted(shape.filters - {"effective"})]
    if shape.effective is not None:
        holds = is_effective(FEEDBACK)
        conditions.append(holds if shape.effective else not_(holds))
    return query.where(visible_to_role(role), *conditions)


def _samples_of_jobs(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    samples = select(SAMPLE.c.id).join(_JOB, _JOB.c.id == SAMPLE.c.job_id).where(condition)
    return _F.audio_id.in_(samples)


def _id(name: str) -> Any:
    return bindparam(name, type_=Uuid)


_CONDITIONS: Final[Mapping[str, Callable[[ColumnElement[Any]], ColumnElement[bool]]]] = {
    "audio_id": lambda _: _F.audio_id == _id("audio_id"),
    "job_id": lambda _: _F.audio_id.in_(select(SAMPLE.c.id).where(SAMPLE.c.job_id == _id("job_id"))),
    "prompt_id": lambda _: _F.audio_id.in_(select(SAMPLE.c.id).where(SAMPLE.c.prompt_id == _id("prompt_id"))),
    "adapter_id": lambda _: _samples_of_jobs(_JOB.c.adapter_id == _id("adapter_id")),
    "experiment_id": lambda _: _samples_of_jobs(_JOB.c.experiment_id == _id("experiment_id")),
    "rating": lambda _: _F.rating == bindparam("rating", type_=Integer),
    "rating_min": lambda _: _F.rating >= bindparam("rating_min", type_=Integer),
    "criterion": lambda _: _F.rating_criterion == bindparam("criterion"),
    "tag": lambda _: _TAG.c.tag == bindparam("tag"),
    "author": lambda _: _F.author_id == _id("author"),
    "created_from": lambda at: at >= bindparam("created_from", type_=UtcDateTime),
    "created_before": lambda at: at < bindparam("created_before", type_=UtcDateTime),
}
"""Of `feedback`, and of the column that holds the instants in the order of the list."""
