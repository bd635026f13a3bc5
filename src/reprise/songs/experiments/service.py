"""Decisions about experiments: make, change, archive, and whether a job may join one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import require_change
from reprise.core.db import utcnow
from reprise.core.errors import not_found
from reprise.songs.experiments import repository
from reprise.songs.experiments.errors import ExperimentArchivedError
from reprise.songs.experiments.models import Experiment
from reprise.songs.experiments.schemas import ExperimentCreate, ExperimentUpdate
from reprise.songs.experiments.search import fold


async def find(session: AsyncSession, user: CurrentUser, experiment_id: UUID) -> Experiment:
    """
    Raises:
        NotFoundError: there is no such experiment, or the user may not see it.
    """
    experiment = await repository.get(session, user, experiment_id)
    if experiment is None:
        raise not_found("experiment", experiment_id)
    return experiment


async def require_open(session: AsyncSession, user: CurrentUser, experiment_id: UUID) -> None:
    """
    Raises:
        NotFoundError: no such experiment.
        ExperimentArchivedError: it takes no more jobs.
    """
    experiment = await repository.get(session, user, experiment_id, hold="read")
    if experiment is None:
        raise not_found("experiment", experiment_id, field="experiment_id")
    if experiment.archived_at is not None:
        raise ExperimentArchivedError(
            f"The experiment {experiment.name!r} is archived: bring it back to add jobs to it.",
            field="experiment_id",
        )


async def create(session: AsyncSession, user: CurrentUser, payload: ExperimentCreate) -> Experiment:
    experiment = Experiment(
        owner_id=user.id,
        name=payload.name,
        description=payload.description or None,
        search_key=fold(payload.name, payload.description),
    )
    await repository.store(session, experiment)
    return experiment


async def change(
    session: AsyncSession, user: CurrentUser, experiment_id: UUID, payload: ExperimentUpdate
) -> Experiment:
    """
    Raises:
        NotFoundError, ForbiddenError: it is not there, or somebody else's.
    """
    experiment = await _find_own(session, user, experiment_id)
    if payload.name is not None:
        experiment.name = payload.name
    if "description" in payload.model_fields_set:
        experiment.description = payload.description or None
    experiment.search_key = fold(experiment.name, experiment.description)
    await session.flush()
    return experiment


async def set_archived(
    session: AsyncSession, user: CurrentUser, experiment_id: UUID, archived: bool
) -> Experiment:
    """Archive it or bring it back; doing so again changes nothing.

    Raises:
        NotFoundError, ForbiddenError: it is not there, or somebody else's.
    """
    experiment = await _find_own(session, user, experiment_id)
    if archived != (experiment.archived_at is not None):
        experiment.archived_at = utcnow() if archived else None
        await session.flush()
    return experiment


async def _find_own(session: AsyncSession, user: CurrentUser, experiment_id: UUID) -> Experiment:
    """Held: what is searched for is made of both texts, and two changes at once must see each other's."""
    experiment = await repository.get(session, user, experiment_id, hold="change")
    if experiment is None:
        raise not_found("experiment", experiment_id)
    require_change(user, experiment, "experiment")
    return experiment
