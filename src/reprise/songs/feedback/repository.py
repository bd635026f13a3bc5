"""SQL that writes feedback."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, cast
from uuid import UUID

from sqlalchemy import Connection, Table, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.db.many_rows import insert_many
from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.drafts import Draft
from reprise.songs.feedback.models import Feedback, FeedbackTag

_SAMPLES = cast(Table, AudioSample.__table__)
_FEEDBACK = cast(Table, Feedback.__table__)
_TAGS = cast(Table, FeedbackTag.__table__)
_COLUMNS = tuple(column.key for column in _FEEDBACK.columns)
# Put together once, as in `reprise.core.db.many_rows`.
_OF_IDS = select(_SAMPLES.c.id, _SAMPLES.c.job_id, _SAMPLES.c.prompt_id).where(
    _SAMPLES.c.id.in_(bindparam("ids", expanding=True))
)
_AT_ONCE: Final = 1_024
"""Ids in one query: both databases bound the parameters of a statement."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What feedback must know of a sample."""

    job_id: UUID
    prompt_id: UUID


def samples(connection: Connection, audio_ids: Collection[UUID]) -> dict[UUID, Judged]:
    """Those of them that are there."""
    found: dict[UUID, Judged] = {}
    ids = list(audio_ids)
    for start in range(0, len(ids), _AT_ONCE):
        rows = connection.execute(_OF_IDS, {"ids": _padded(ids[start : start + _AT_ONCE])})
        found |= {row.id: Judged(row.job_id, row.prompt_id) for row in rows}
    return found


def _padded(ids: list[UUID]) -> list[UUID]:
    """To a power of two: few lengths are few statements for the driver to prepare."""
    return ids + [ids[-1]] * ((1 << (len(ids) - 1).bit_length()) - len(ids))


def add(connection: Connection, drafts: Sequence[Draft]) -> None:
    insert_many(
        connection, _FEEDBACK, [{name: getattr(draft, name) for name in _COLUMNS} for draft in drafts]
    )
    tags = [
        {"feedback_id": draft.id, "tag": tag, "created_at": draft.created_at}
        for draft in drafts
        for tag in draft.tags or ()
    ]
    if tags:
        insert_many(connection, _TAGS, tags)


async def get(session: AsyncSession, user: CurrentUser, feedback_id: UUID) -> tuple[Feedback, UUID] | None:
    """The row, and the job of its sample."""
    query = (
        select(Feedback, AudioSample.job_id)
        .join(AudioSample, AudioSample.id == Feedback.audio_id)
        .where(Feedback.id == feedback_id, visible_to_installation(user))
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else (row[0], row[1])


async def compared_with(session: AsyncSession, audio_ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Jobs and samples that somebody preferred over one of these, other than these."""
    query = (
        select(AudioSample.job_id, Feedback.audio_id)
        .join(AudioSample, AudioSample.id == Feedback.audio_id)
        .where(Feedback.preferred_over.in_(audio_ids), Feedback.audio_id.not_in(audio_ids))
        .distinct()
    )
    return [(job_id, audio_id) for job_id, audio_id in await session.execute(query)]


async def remove(session: AsyncSession, feedback_id: UUID) -> bool:
    """False when another request was first."""
    gone = delete(_FEEDBACK).where(_FEEDBACK.c.id == feedback_id).returning(_FEEDBACK.c.id)
    return (await session.scalar(gone)) is not None
