"""SQL that lists and counts jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.paging import EXACT_TOTAL, Paging, read_capped_total, read_newest_first
from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.models import Feedback
from reprise.songs.generation.models import GenerationJob, JobStatus
from reprise.songs.prompts import read_repository as prompts
from reprise.songs.prompts.terms import Wanted


@dataclass(frozen=True, slots=True)
class JobFilter:
    """What is None or empty does not filter. `created_before` is exclusive; all `words` are in the prompt."""

    status: JobStatus | None = None
    engine: str | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None
    words: Sequence[Wanted] = ()
    experiment_id: UUID | None = None
    adapter_id: UUID | None = None
    has_feedback: bool | None = None

    @property
    def is_quick(self) -> bool:
        """An index leads to the page, and to the total."""
        return not self.words and self.has_feedback is None


def page(
    connection: Connection, user: CurrentUser, paging: Paging, wanted: JobFilter
) -> tuple[list[UUID], str | None, int, bool]:
    """Ids of one page, the cursor of the next, and the number of all that match."""
    query = select(GenerationJob.id, GenerationJob.created_at).where(visible_to_installation(user))
    if wanted.status is not None:
        query = query.where(GenerationJob.status == wanted.status)
    if wanted.engine is not None:
        query = query.where(GenerationJob.engine == wanted.engine)
    if wanted.created_from is not None:
        query = query.where(GenerationJob.created_at >= wanted.created_from)
    if wanted.created_before is not None:
        query = query.where(GenerationJob.created_at < wanted.created_before)
    if wanted.experiment_id is not None:
        query = query.where(GenerationJob.experiment_id == wanted.experiment_id)
    if wanted.adapter_id is not None:
        query = query.where(GenerationJob.adapter_id == wanted.adapter_id)
    if wanted.has_feedback is not None:
        query = query.where(has_feedback() if wanted.has_feedback else ~has_feedback())
    if wanted.words:
        query = query.where(prompts.holding_all(connection, wanted.words, GenerationJob.prompt_id))
    rows, cursor = read_newest_first(
        connection, query, paging, created_at=GenerationJob.created_at, id_=GenerationJob.id
    )
    jobs = [row.id for row in rows]
    if cursor is None and paging.after is None and (jobs or not paging.offset):
        # All of it was read: counting would read it again.
        seen = paging.offset + len(jobs)
        return jobs, None, min(seen, EXACT_TOTAL), seen > EXACT_TOTAL
    return jobs, cursor, *read_capped_total(connection, query)


async def some(session: AsyncSession, job_ids: Sequence[UUID]) -> Sequence[GenerationJob]:
    return (await session.scalars(select(GenerationJob).where(GenerationJob.id.in_(job_ids)))).all()


def has_feedback() -> ColumnElement[bool]:
    """Something was said of one of the job's samples."""
    said = select(AudioSample.id).join(Feedback, Feedback.audio_id == AudioSample.id)
    return said.where(AudioSample.job_id == GenerationJob.id).exists()


async def counts(session: AsyncSession, user: CurrentUser) -> dict[str, int]:
    query = (
        select(GenerationJob.status, func.count().label("jobs"))
        .where(visible_to_installation(user))
        .group_by(GenerationJob.status)
    )
    return {row.status: row.jobs for row in await session.execute(query)}


async def completed_since(
    session: AsyncSession, user: CurrentUser, since: datetime
) -> Sequence[Row[datetime | None, datetime | None]]:
    query = select(GenerationJob.started_at, GenerationJob.completed_at).where(
        visible_to_installation(user),
        GenerationJob.status == "completed",
        GenerationJob.completed_at >= since,
    )
    return (await session.execute(query)).all()


async def audio_seconds_since(session: AsyncSession, user: CurrentUser, since: datetime) -> float:
    query = (
        select(func.sum(AudioSample.duration))
        .join(GenerationJob, GenerationJob.id == AudioSample.job_id)
        .where(
            visible_to_installation(user),
            GenerationJob.status == "completed",
            GenerationJob.completed_at >= since,
        )
    )
    return float((await session.scalar(query)) or 0.0)


async def oldest_queued(session: AsyncSession, user: CurrentUser) -> datetime | None:
    query = select(func.min(GenerationJob.created_at)).where(
        visible_to_installation(user), GenerationJob.status == "queued"
    )
    return await session.scalar(query)
