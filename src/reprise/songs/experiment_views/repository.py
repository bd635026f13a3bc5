"""SQL that lists experiments and sums up what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, cast
from uuid import UUID

from sqlalchemy import FromClause, Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import User
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.songs.audio.models import AudioSample
from reprise.songs.experiments.models import Experiment
from reprise.songs.feedback.averages import average
from reprise.songs.feedback.effective import FEEDBACK, rating_is_effective
from reprise.songs.generation.models import GenerationJob

JOBS: Final = cast(Table, GenerationJob.__table__)
SAMPLES: Final = cast(Table, AudioSample.__table__)
OVERALL: Final = "overall"
_SAMPLES_OF_JOBS: Final = JOBS.join(SAMPLES, SAMPLES.c.job_id == JOBS.c.id)
_FEEDBACK_ON_JOBS: Final = _SAMPLES_OF_JOBS.join(FEEDBACK, FEEDBACK.c.audio_id == SAMPLES.c.id)


@dataclass(frozen=True, slots=True)
class Figures:
    jobs: int
    samples: int
    feedback_count: int
    average_rating: float | None


async def page(
    session: AsyncSession, user: CurrentUser, paging: Paging, archived: bool, folded: str
) -> tuple[list[Experiment], str | None, int, bool]:
    """Those with `folded` in their name or description; nobody has so many that this needs its own index."""
    put_away = Experiment.archived_at.is_not(None)
    query = select(Experiment, Experiment.created_at, Experiment.id).where(
        visible_to_installation(user), put_away if archived else ~put_away
    )
    if folded:
        query = query.where(Experiment.search_key.contains(folded, autoescape=True))
    rows, cursor = await newest_first(
        session, query, paging, created_at=Experiment.created_at, id_=Experiment.id
    )
    return [row[0] for row in rows], cursor, *await capped_total(session, query)


async def figures(session: AsyncSession, experiment_ids: Sequence[UUID]) -> dict[UUID, Figures]:
    """Of each of them, in a fixed number of statements whatever their number."""
    jobs = await _count(session, experiment_ids, JOBS)
    samples = await _count(session, experiment_ids, _SAMPLES_OF_JOBS)
    said = await _count(session, experiment_ids, _FEEDBACK_ON_JOBS)
    rated = await _average_ratings(session, experiment_ids)
    return {
        one: Figures(jobs.get(one, 0), samples.get(one, 0), said.get(one, 0), rated.get(one))
        for one in experiment_ids
    }


async def _count(session: AsyncSession, experiment_ids: Sequence[UUID], rows: FromClause) -> dict[UUID, int]:
    query = (
        select(JOBS.c.experiment_id, func.count())
        .select_from(rows)
        .where(JOBS.c.experiment_id.in_(experiment_ids))
        .group_by(JOBS.c.experiment_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def _average_ratings(session: AsyncSession, experiment_ids: Sequence[UUID]) -> dict[UUID, float | None]:
    query = (
        select(JOBS.c.experiment_id, func.sum(FEEDBACK.c.rating), func.count())
        .select_from(_FEEDBACK_ON_JOBS)
        .where(
            JOBS.c.experiment_id.in_(experiment_ids),
            FEEDBACK.c.rating_criterion == OVERALL,
            rating_is_effective(FEEDBACK),
        )
        .group_by(JOBS.c.experiment_id)
    )
    return {row[0]: average(row[1], row[2]) for row in await session.execute(query)}


async def emails(session: AsyncSession, user_ids: Iterable[UUID]) -> dict[UUID, str | None]:
    query = select(User.id, User.email).where(User.id.in_(list(user_ids)))
    return {row.id: row.email for row in await session.execute(query)}
