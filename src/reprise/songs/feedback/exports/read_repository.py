"""SQL that reads feedback with all that its sample came of, a batch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import Role
from reprise.core.db.json_sql import json_object, json_text, plain_value, precise_instant
from reprise.core.paging import Cursor
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.experiments.models import Experiment
from reprise.songs.feedback.exports.columns import COLUMNS
from reprise.songs.feedback.history.filters import FeedbackFilter
from reprise.songs.feedback.history.read_repository import (
    MOST_STATEMENTS,
    Place,
    Shape,
    behind,
    matching,
    parameters,
    shape_of,
)
from reprise.songs.feedback.records import (
    AUTHOR,
    FEEDBACK,
    OTHER,
    SAMPLE,
    AnyRow,
    AnySelect,
    Fields,
    author_name,
    label,
    record_fields,
)
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt

_F: Final = FEEDBACK.c
_JOB: Final = GenerationJob.__table__.alias("j")
_PROMPT: Final = Prompt.__table__.alias("p")
_ADAPTER: Final = Adapter.__table__.alias("a")
_VERSION: Final = AdapterVersion.__table__.alias("v")
_EXPERIMENT: Final = Experiment.__table__.alias("x")


async def batch(
    session: AsyncSession, user: CurrentUser, wanted: FeedbackFilter, place: Place, *, as_json: bool
) -> tuple[Sequence[AnyRow], Cursor | None]:
    """Rows newest first, and the place behind them if there may be more.

    With `as_json` each begins with `record`, a JSON object; without, with the values of COLUMNS, in which
    lists, documents and booleans are JSON text.
    """
    statement = _batch(shape_of(wanted, place), user.role, as_json)
    rows = (await session.execute(statement, {**parameters(wanted, place), "limit": place.limit})).all()
    return rows, behind(rows[-1]) if len(rows) == place.limit else None


@lru_cache(maxsize=MOST_STATEMENTS)
def _batch(shape: Shape, role: Role, as_json: bool) -> AnySelect:
    found = matching(shape, role)
    fields = _fields()
    record = [json_text(json_object(fields)).label("record")]
    values = [plain_value(value).label(f"value_{name}") for name, value in fields.items()]
    place = (precise_instant(_F.created_at).label("created_at"), plain_value(_F.id).label("id"))
    return (
        select(*(record if as_json else values), *place)
        .select_from(found)
        .join(FEEDBACK, _F.id == found.c.id)
        .join(SAMPLE, SAMPLE.c.id == _F.audio_id)
        .join(_PROMPT, _PROMPT.c.id == SAMPLE.c.prompt_id)
        .join(_JOB, _JOB.c.id == SAMPLE.c.job_id)
        .outerjoin(_VERSION, _VERSION.c.id == SAMPLE.c.adapter_version_id)
        .outerjoin(_ADAPTER, _ADAPTER.c.id == _VERSION.c.adapter_id)
        .outerjoin(_EXPERIMENT, _EXPERIMENT.c.id == _JOB.c.experiment_id)
        .outerjoin(OTHER, OTHER.c.id == _F.preferred_over)
        .outerjoin(AUTHOR, AUTHOR.c.id == _F.author_id)
        .order_by(found.c.created_at.desc(), found.c.id.desc())
    )


def _fields() -> Fields:
    """The columns in their order."""
    values = record_fields() | _provenance()
    values |= {"author_id": _F.author_id, "author": author_name()}
    return {name: values[name] for name in COLUMNS}


def _provenance() -> Fields:
    sample, prompt = SAMPLE.c, _PROMPT.c
    return {
        "label": label(),
        "job_id": sample.job_id,
        "preferred_over_label": label(OTHER),
        "preferred_over_job_id": OTHER.c.job_id,
        "preferred_over_sha256": OTHER.c.sha256,
        "prompt_id": sample.prompt_id,
        "prompt_text": prompt.text,
        **{name: prompt[name] for name in ("style", "mood", "tempo", "key")},
        **{name: prompt[name] for name in ("instruments_primary", "instruments_secondary")},
        "composed_prompt": _JOB.c.composed_prompt,
        **{name: sample[name] for name in ("engine", "engine_version", "parameters", "adapter_version_id")},
        "adapter_id": _ADAPTER.c.id,
        "adapter_name": _ADAPTER.c.name,
        "adapter_version": _VERSION.c.number,
        "job_seed": _JOB.c.seed,
        **{name: sample[name] for name in ("seed", "duration", "sha256", "loudness")},
        "experiment_id": _JOB.c.experiment_id,
        "experiment_name": _EXPERIMENT.c.name,
    }
