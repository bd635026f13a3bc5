"""SQL on the jobs of an experiment, and on what people said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.paging import Paging, capped_total, newest_first
from reprise.songs.experiment_views.repository import OVERALL, SAMPLES
from reprise.songs.feedback.averages import average
from reprise.songs.feedback.effective import FEEDBACK, preference_is_effective, rating_is_effective
from reprise.songs.generation.models import GenerationJob


async def jobs(
    session: AsyncSession, paging: Paging, experiment_id: UUID
) -> tuple[list[GenerationJob], str | None, int, bool]:
    query = select(GenerationJob, GenerationJob.created_at, GenerationJob.id).where(
        GenerationJob.experiment_id == experiment_id
    )
    rows, cursor = await newest_first(
        session, query, paging, created_at=GenerationJob.created_at, id_=GenerationJob.id
    )
    return [row[0] for row in rows], cursor, *await capped_total(session, query)


async def jobs_by_id(
    session: AsyncSession, experiment_id: UUID, job_ids: Sequence[UUID]
) -> Sequence[GenerationJob]:
    query = select(GenerationJob).where(
        GenerationJob.experiment_id == experiment_id, GenerationJob.id.in_(job_ids)
    )
    return (await session.scalars(query)).all()


async def averages(session: AsyncSession, job_ids: Sequence[UUID]) -> dict[UUID, dict[str, float]]:
    """Of effective ratings, by job and criterion."""
    query = (
        select(SAMPLES.c.job_id, FEEDBACK.c.rating_criterion, func.sum(FEEDBACK.c.rating), func.count())
        .join_from(SAMPLES, FEEDBACK, FEEDBACK.c.audio_id == SAMPLES.c.id)
        .where(SAMPLES.c.job_id.in_(job_ids), rating_is_effective(FEEDBACK))
        .group_by(SAMPLES.c.job_id, FEEDBACK.c.rating_criterion)
        .order_by(FEEDBACK.c.rating_criterion)
    )
    found: dict[UUID, dict[str, float]] = defaultdict(dict)
    for job_id, criterion, total, count in await session.execute(query):
        found[job_id][criterion] = average(total, count) or 0.0
    return found


async def feedback_counts(session: AsyncSession, job_ids: Sequence[UUID]) -> dict[UUID, int]:
    query = (
        select(SAMPLES.c.job_id, func.count())
        .join_from(SAMPLES, FEEDBACK, FEEDBACK.c.audio_id == SAMPLES.c.id)
        .where(SAMPLES.c.job_id.in_(job_ids))
        .group_by(SAMPLES.c.job_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def preferences(session: AsyncSession, job_ids: Sequence[UUID]) -> Sequence[Row[UUID, UUID, bool, int]]:
    """Effective overall preferences between samples of different jobs: the preferred one's job, the other
    one's, whether neither is preferred, and how many there are."""
    other = SAMPLES.alias("other")
    query = (
        select(SAMPLES.c.job_id, other.c.job_id, FEEDBACK.c.tie, func.count())
        .select_from(SAMPLES)
        .join(FEEDBACK, FEEDBACK.c.audio_id == SAMPLES.c.id)
        .join(other, other.c.id == FEEDBACK.c.preferred_over)
        .where(
            SAMPLES.c.job_id.in_(job_ids),
            other.c.job_id.in_(job_ids),
            SAMPLES.c.job_id != other.c.job_id,
            FEEDBACK.c.rating_criterion == OVERALL,
            preference_is_effective(FEEDBACK),
        )
        .group_by(SAMPLES.c.job_id, other.c.job_id, FEEDBACK.c.tie)
    )
    return (await session.execute(query)).all()
