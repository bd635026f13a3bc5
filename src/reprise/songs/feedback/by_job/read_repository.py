"""SQL that gathers the feedback of jobs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Uuid,
    bindparam,
    case,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.models import Role
from reprise.core.auth.visibility import visible_to_role
from reprise.core.db.json_sql import json_object, json_text, plain_value
from reprise.core.db.prepared import Rows, answer
from reprise.songs.feedback.effective import rating_is_effective
from reprise.songs.feedback.records import AUTHOR, FEEDBACK, SAMPLE, AnyRow, AnySelect, record_fields
from reprise.songs.generation.models import GenerationJob

_F: Final = FEEDBACK.c
_JOB: Final = GenerationJob.__table__.alias("j")


class Total(NamedTuple):
    """What was said of a sample by one criterion; `stars` adds up the `ratings` that count."""

    prompt_id: str
    audio_id: str | None
    place: int
    criterion: str | None
    rows: int
    stars: int | None
    ratings: int


def totals(connection: Connection, role: Role, job_id: UUID) -> list[Total]:
    """One for each sample and criterion.

    A sample without feedback has one without criterion, a job without samples one without sample; none:
    there is no such job, or the user may not see it.
    """
    found = answer(connection, (_totals, role), lambda: _totals(role), {"job_id": job_id})
    return [Total(*row) for row in found]


def _totals(role: Role) -> AnySelect:
    stars, ratings = _effective_ratings()
    grouped = (_JOB.c.prompt_id, SAMPLE.c.id, SAMPLE.c["index"], _F.rating_criterion)
    return (
        select(
            plain_value(_JOB.c.prompt_id).label("prompt_id"),
            plain_value(SAMPLE.c.id).label("audio_id"),
            SAMPLE.c["index"].label("place"),
            _F.rating_criterion.label("criterion"),
            func.count(_F.id).label("rows"),
            stars.label("stars"),
            ratings.label("ratings"),
        )
        .select_from(_JOB)
        .outerjoin(SAMPLE, SAMPLE.c.job_id == _JOB.c.id)
        .outerjoin(FEEDBACK, _F.audio_id == SAMPLE.c.id)
        .where(_JOB.c.id == bindparam("job_id", type_=Uuid), visible_to_role(role))
        .group_by(*grouped)
        .order_by(SAMPLE.c["index"], _F.rating_criterion)
    )


def _effective_ratings() -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The sum of the ratings that count, and their number."""
    counting = case((rating_is_effective(FEEDBACK), _F.rating))
    return func.sum(counting), func.count(counting)


def newest(connection: Connection, audio_ids: Sequence[UUID], limit: int) -> Rows:
    """The newest feedback of each sample: the place of the sample in the list, and a JSON object.

    Each sample's rows are read off the end of its part of an index, however many it has.
    """
    if not audio_ids:
        return []
    given: dict[str, Any] = {f"audio_{place}": audio_id for place, audio_id in enumerate(audio_ids)}
    many = len(audio_ids)
    return answer(connection, (_newest, many), lambda: _newest(many), given | {"limit": limit})


def _newest(samples: int) -> AnySelect:
    found = union_all(*(select(_newest_of(place)) for place in range(samples))).subquery("found")
    fields = record_fields()
    order = ("id", "rating", "rating_criterion", "preferred_over", "tags", "notes", "created_at", "tie")
    shown = {name: fields[name] for name in (*order, "author", "effective")}
    return (
        select(found.c.place, json_text(json_object(shown)).label("record"))
        .select_from(found)
        .join(FEEDBACK, _F.id == found.c.id)
        .outerjoin(AUTHOR, AUTHOR.c.id == _F.author_id)
        .order_by(found.c.place, _F.created_at.desc(), _F.id.desc())
    )


def _newest_of(place: int) -> Any:
    return (
        select(_F.id, literal_column(str(place), Integer).label("place"))
        .where(_F.audio_id == bindparam(f"audio_{place}", type_=Uuid))
        .order_by(_F.created_at.desc(), _F.id.desc())
        .limit(bindparam("limit", type_=Integer))
        .subquery()
    )


async def summaries(session: AsyncSession, job_ids: Sequence[UUID]) -> dict[UUID, AnyRow]:
    """Of each job that has feedback: `rows`, and `stars` and `ratings` of the overall ratings that count."""
    rows = await session.execute(_summaries(), {"job_ids": list(job_ids)})
    return {row.job_id: row for row in rows}


@lru_cache(maxsize=1)
def _summaries() -> AnySelect:
    overall = _F.rating_criterion == literal_column("'overall'")
    counting = case((overall & rating_is_effective(FEEDBACK), _F.rating))
    return (
        select(
            SAMPLE.c.job_id,
            func.count().label("rows"),
            func.sum(counting).label("stars"),
            func.count(counting).label("ratings"),
        )
        .select_from(SAMPLE)
        .join(FEEDBACK, _F.audio_id == SAMPLE.c.id)
        .where(SAMPLE.c.job_id.in_(bindparam("job_ids", type_=Uuid, expanding=True)))
        .group_by(SAMPLE.c.job_id)
    )
