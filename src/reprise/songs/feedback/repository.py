"""SQL that writes feedback."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import ARRAY, JSON, Dialect, Table, TypeDecorator, bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.db.many_rows import Inserts
from reprise.core.db.prepared import AnySelect, Question, Rows
from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.drafts import Draft
from reprise.songs.feedback.models import Feedback, FeedbackTag

_SAMPLES = cast(Table, AudioSample.__table__)
_FEEDBACK = cast(Table, Feedback.__table__)
_TAGS = cast(Table, FeedbackTag.__table__)
_COLUMNS = tuple(column.key for column in _FEEDBACK.columns)


class _HexList(TypeDecorator[list[UUID]]):
    """Ids as SQLite has them, in a JSON array."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: list[UUID] | None, dialect: Dialect) -> list[str] | None:
        return None if value is None else [one.hex for one in value]


@dataclass(frozen=True, slots=True)
class Judged:
    """What feedback must know of a sample."""

    job_id: UUID
    prompt_id: UUID


def asking(audio_ids: Collection[UUID]) -> Question:
    """Which of these samples are there: for `samples`."""
    return Question(_looking, {"audio_ids": list(audio_ids)})


def samples(rows: Rows) -> dict[UUID, Judged]:
    return {audio_id: Judged(job_id, prompt_id) for audio_id, job_id, prompt_id in rows}


def _looking(dialect: Dialect) -> AnySelect:
    # All ids are one value: a statement for each number of them would be prepared each time.
    found = select(_SAMPLES.c.id, _SAMPLES.c.job_id, _SAMPLES.c.prompt_id)
    if dialect.name == "postgresql":
        ids = bindparam("audio_ids", type_=ARRAY(_SAMPLES.c.id.type))
        return found.where(_SAMPLES.c.id == func.any(ids))
    listed = func.json_each(bindparam("audio_ids", type_=_HexList())).table_valued("value")
    return found.where(_SAMPLES.c.id.in_(select(listed.c.value)))


def add(inserts: Inserts, drafts: Sequence[Draft]) -> None:
    inserts.add(_FEEDBACK, [{name: getattr(draft, name) for name in _COLUMNS} for draft in drafts])
    tags = [
        {"feedback_id": draft.id, "tag": tag, "created_at": draft.created_at}
        for draft in drafts
        for tag in draft.tags or ()
    ]
    inserts.add(_TAGS, tags)


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
