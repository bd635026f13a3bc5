"""What people ask about experiments."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.errors import not_found
from reprise.core.paging import Page, Paging
from reprise.songs.experiment_views import judgements, read_repository, repository
from reprise.songs.experiment_views.differences import differing
from reprise.songs.experiment_views.repository import Figures
from reprise.songs.experiment_views.schemas import (
    MOST_COMPARED,
    ComparedJob,
    ExperimentComparison,
    ExperimentOut,
    ExperimentOwner,
)
from reprise.songs.experiments import service as experiments
from reprise.songs.experiments.models import Experiment
from reprise.songs.experiments.search import fold
from reprise.songs.generation import views
from reprise.songs.generation.models import GenerationJob
from reprise.songs.generation.schemas import JobOut


async def describe(session: AsyncSession, experiment: Experiment) -> ExperimentOut:
    return (await _describe_all(session, [experiment]))[0]


async def listing(
    session: AsyncSession, user: CurrentUser, paging: Paging, archived: bool, words: str
) -> Page[ExperimentOut]:
    found, cursor, total, capped = await repository.page(session, user, paging, archived, fold(words))
    return Page(
        items=await _describe_all(session, found),
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def history(
    session: AsyncSession, user: CurrentUser, paging: Paging, experiment_id: UUID
) -> Page[JobOut]:
    """
    Raises:
        NotFoundError: there is no such experiment.
    """
    await experiments.find(session, user, experiment_id)
    jobs, cursor, total, capped = await read_repository.jobs(session, paging, experiment_id)
    return Page(
        items=await views.describe_all(session, jobs),
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def compare(
    session: AsyncSession, user: CurrentUser, experiment_id: UUID, job_ids: Sequence[UUID] | None
) -> ExperimentComparison:
    """
    Raises:
        NotFoundError: no such experiment, or a job is not one of it.
    """
    await experiments.find(session, user, experiment_id)
    jobs = await _chosen(session, experiment_id, job_ids)
    ids = [job.id for job in jobs]
    averages = await read_repository.averages(session, ids)
    counts = await read_repository.feedback_counts(session, ids)
    preferences = judgements.tally(await read_repository.preferences(session, ids))
    pictures = await views.describe_all(session, jobs)
    items = [
        ComparedJob(
            job=picture,
            averages=averages.get(picture.id, {}),
            feedback_count=counts.get(picture.id, 0),
            preferences=preferences[picture.id],
        )
        for picture in pictures
    ]
    return ExperimentComparison(items=items, differs=differing(pictures))


async def _chosen(
    session: AsyncSession, experiment_id: UUID, job_ids: Sequence[UUID] | None
) -> list[GenerationJob]:
    if job_ids is None:
        newest, *_ = await read_repository.jobs(session, Paging(MOST_COMPARED, 0, None), experiment_id)
        return newest
    wanted = list(dict.fromkeys(job_ids))
    found = {job.id: job for job in await read_repository.jobs_by_id(session, experiment_id, wanted)}
    for job_id in wanted:
        if job_id not in found:
            raise not_found("job of this experiment", job_id, field="job_ids")
    return [found[job_id] for job_id in wanted]


async def _describe_all(session: AsyncSession, experiments_: Sequence[Experiment]) -> list[ExperimentOut]:
    figures = await repository.figures(session, [one.id for one in experiments_])
    emails = await repository.emails(session, {one.owner_id for one in experiments_})
    return [_picture(one, figures[one.id], emails.get(one.owner_id)) for one in experiments_]


def _picture(experiment: Experiment, figures: Figures, email: str | None) -> ExperimentOut:
    return ExperimentOut(
        id=experiment.id,
        name=experiment.name,
        description=experiment.description,
        archived_at=experiment.archived_at,
        created_at=experiment.created_at,
        owner=ExperimentOwner(id=experiment.owner_id, name=email.partition("@")[0] if email else None),
        jobs=figures.jobs,
        samples=figures.samples,
        feedback_count=figures.feedback_count,
        average_rating=figures.average_rating,
    )
