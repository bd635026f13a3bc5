"""What a row of feedback looks like from outside, as columns that the database turns into JSON."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Integer, Row, Select, Text, func, literal_column

from reprise.core.auth.models import User
from reprise.core.db import JsonDocument
from reprise.core.db.json_sql import before_at, json_object
from reprise.songs.audio.models import AudioSample
from reprise.songs.audio.schemas import LABELS
from reprise.songs.feedback.effective import is_effective
from reprise.songs.feedback.models import Feedback

FEEDBACK: Final = Feedback.__table__.alias("f")
AUTHOR: Final = User.__table__.alias("u")
SAMPLE: Final = AudioSample.__table__.alias("s")

OTHER: Final = AudioSample.__table__.alias("o")
"""The sample that another was preferred over."""

Fields = dict[str, ColumnElement[Any]]
AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]


def record_fields() -> Fields:
    """`FeedbackOut` of FEEDBACK, whose author is AUTHOR if that row is there."""
    f = FEEDBACK.c
    return {
        "id": f.id,
        "audio_id": f.audio_id,
        "rating": f.rating,
        "rating_criterion": f.rating_criterion,
        "preferred_over": f.preferred_over,
        "tie": f.tie,
        "tags": tags(),
        "notes": f.notes,
        "author": json_object({"id": f.author_id, "name": author_name()}),
        "created_at": f.created_at,
        "effective": is_effective(FEEDBACK),
    }


def tags() -> ColumnElement[Any]:
    """A list, empty where the row says nothing of tags."""
    return func.coalesce(FEEDBACK.c.tags, literal_column("'[]'", JsonDocument), type_=JsonDocument)


def author_name() -> ColumnElement[str]:
    """What stands before the @; null without an email or an account."""
    return before_at(AUTHOR.c.email)


def label(sample: FromClause = SAMPLE) -> ColumnElement[str]:
    """The sample's letter within its job."""
    one = literal_column("1", Integer)
    return func.substr(literal_column(f"'{LABELS}'", Text), sample.c["index"] + one, one)
