"""SQL that writes jobs as they are listed, as JSON: see `core.db.json_sql`.

It says what `songs.generation.views` says of one job, but for what lies ahead of those that are not finished.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Integer,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
)

from reprise.core.db.json_sql import json_list, json_object, json_of, json_text, plain_value
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.feedback.effective import rating_is_effective
from reprise.songs.feedback.records import FEEDBACK, SAMPLE, AnyRow, AnySelect, Fields
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt

_JOB: Final = GenerationJob.__table__.alias("j")
_PROMPT: Final = Prompt.__table__.alias("p")
_VERSION: Final = AdapterVersion.__table__.alias("v")
_ADAPTER: Final = Adapter.__table__.alias("a")
_J: Final = _JOB.c
_AS_THEY_ARE: Final = (
    *("id", "prompt_id", "engine", "adapter_id", "adapter_version_id", "experiment_id", "status"),
    *(
        "cancel_requested_at",
        "progress",
        "stage",
        "num_samples",
        "seed",
        "duration",
        "parameters",
        "priority",
    ),
    *("composed_prompt", "not_understood", "retry_of", "created_at", "started_at", "completed_at"),
)
"""The columns that are shown under their own names."""


def records(connection: Connection, job_ids: Sequence[UUID]) -> Sequence[AnyRow]:
    """These jobs, newest first: `record`, a `JobOut` without its outlook, and its `id` and `status`."""
    if not job_ids:
        return []
    return connection.execute(_records(), {"job_ids": list(job_ids)}).all()


@lru_cache(maxsize=1)
def _records() -> AnySelect:
    """Made once: making it takes longer than what it asks."""
    return (
        select(json_text(json_object(_fields())).label("record"), plain_value(_J.id).label("id"), _J.status)
        .select_from(_JOB)
        .join(_PROMPT, _PROMPT.c.id == _J.prompt_id)
        .outerjoin(_VERSION, _VERSION.c.id == _J.adapter_version_id)
        .outerjoin(_ADAPTER, _ADAPTER.c.id == _VERSION.c.adapter_id)
        .where(_J.id.in_(bindparam("job_ids", type_=Uuid, expanding=True)))
        .order_by(_J.created_at.desc(), _J.id.desc())
    )


def _fields() -> Fields:
    return {name: _J[name] for name in _AS_THEY_ARE} | {
        "prompt_text": _PROMPT.c.text,
        "audio_ids": _audio_ids(),
        "adapter": _adapter(),
        "error": _error(),
        "feedback": _feedback(),
        "links": _links(),
    }


def _audio_ids() -> ColumnElement[Any]:
    ids = select(plain_value(SAMPLE.c.id)).where(SAMPLE.c.job_id == _J.id).correlate(_JOB)
    return json_list(ids.order_by(SAMPLE.c["index"]))


def _adapter() -> ColumnElement[Any]:
    used = {
        "id": _ADAPTER.c.id,
        "name": _ADAPTER.c.name,
        "version_id": _VERSION.c.id,
        "version": _VERSION.c.number,
        "deleted": _ADAPTER.c.deleted_at.is_not(None),
    }
    return json_of(case((_VERSION.c.id.is_not(None), json_object(used))))


def _error() -> ColumnElement[Any]:
    message = func.coalesce(_J.error_message, literal_column("''", Text))
    error = json_object({"code": _J.error_code, "message": message})
    return json_of(case((_J.error_code.is_not(None), error)))


def _feedback() -> ColumnElement[Any]:
    """A `FeedbackSummary` of all of a job's samples; means are rounded as in `feedback.averages`."""
    overall = FEEDBACK.c.rating_criterion == literal_column("'overall'")
    counting = case((overall & rating_is_effective(FEEDBACK), FEEDBACK.c.rating))
    of_job = (
        select(
            func.count().label("rows"),
            func.sum(counting, type_=Integer).label("stars"),
            func.count(counting).label("ratings"),
        )
        .select_from(SAMPLE.join(FEEDBACK, FEEDBACK.c.audio_id == SAMPLE.c.id))
        .where(SAMPLE.c.job_id == _J.id)
        .correlate(_JOB)
        .subquery("said")
    ).c
    hundredths = cast((_number(200) * of_job.stars + of_job.ratings) // (_number(2) * of_job.ratings), Float)
    said = {
        "count": of_job["rows"],
        "has_feedback": of_job["rows"] > _number(0),
        "average_rating": case((of_job.ratings > _number(0), hundredths / literal_column("100.0", Float))),
    }
    return json_of(select(json_object(said)).scalar_subquery())


def _links() -> ColumnElement[Any]:
    own = literal_column("'/api/v1/generate/'", Text) + plain_value(_J.id)
    return json_object(
        {
            "self": own,
            "events": own + literal_column("'/events'", Text),
            "prompt": literal_column("'/api/v1/prompts/'", Text) + plain_value(_J.prompt_id),
            "feedback": own + literal_column("'/feedback'", Text),
        }
    )


def _number(value: int) -> ColumnElement[int]:
    """A constant as part of the statement."""
    return literal_column(str(value), Integer)
