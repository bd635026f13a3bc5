"""What counts: the one definition, in SQL, that every average, list, export and dataset takes.

A value counts while no newer row of the same key carries such a value. The key of a rating is (author,
sample, criterion), of a preference (author, the two samples in either order, criterion), of tags and of notes
(author, sample). Newer is greater by (created_at, id). A row that carries no such value never takes the place
of one that does, and deleting the newest lets the one before count again.

Each function takes `feedback` or an alias of the table and gives a condition on its rows. It is answered from
the partial indexes of the table, with one look for each value that a row carries, however many rows there
are.
"""

from __future__ import annotations

from typing import Final, cast

from sqlalchemy import ColumnElement, FromClause, Table, and_, exists, or_, tuple_

from reprise.songs.feedback.models import Feedback

FEEDBACK: Final = cast(Table, Feedback.__table__)


def is_effective(row: FromClause) -> ColumnElement[bool]:
    """At least one of the row's values counts."""
    return or_(
        rating_is_effective(row),
        preference_is_effective(row),
        tags_are_effective(row),
        notes_are_effective(row),
    )


def rating_is_effective(row: FromClause) -> ColumnElement[bool]:
    newer = FEEDBACK.alias()
    return _carried_last(
        row,
        newer,
        "rating",
        newer.c.audio_id == row.c.audio_id,
        newer.c.rating_criterion == row.c.rating_criterion,
    )


def preference_is_effective(row: FromClause) -> ColumnElement[bool]:
    """Two looks, one for each order of the two samples: each is a range of an index."""
    same, turned = FEEDBACK.alias(), FEEDBACK.alias()
    return and_(
        _carried_last(
            row,
            same,
            "preferred_over",
            same.c.preferred_over == row.c.preferred_over,
            same.c.audio_id == row.c.audio_id,
            same.c.rating_criterion == row.c.rating_criterion,
        ),
        _carried_last(
            row,
            turned,
            "preferred_over",
            turned.c.preferred_over == row.c.audio_id,
            turned.c.audio_id == row.c.preferred_over,
            turned.c.rating_criterion == row.c.rating_criterion,
        ),
    )


def tags_are_effective(row: FromClause) -> ColumnElement[bool]:
    newer = FEEDBACK.alias()
    return _carried_last(row, newer, "tags", newer.c.audio_id == row.c.audio_id)


def notes_are_effective(row: FromClause) -> ColumnElement[bool]:
    newer = FEEDBACK.alias()
    return _carried_last(row, newer, "notes", newer.c.audio_id == row.c.audio_id)


def _carried_last(
    row: FromClause, newer: FromClause, value: str, *key: ColumnElement[bool]
) -> ColumnElement[bool]:
    """The row carries the value, and no newer one of its author with the same key does."""
    superseded = exists().where(
        newer.c.author_id == row.c.author_id,
        *key,
        newer.c[value].is_not(None),
        tuple_(newer.c.created_at, newer.c.id) > tuple_(row.c.created_at, row.c.id),
    )
    return and_(row.c[value].is_not(None), ~superseded)
