"""HTTP of experiments."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import Pages
from reprise.core.idempotency.routing import Router
from reprise.core.paging import Page
from reprise.core.schema import Text
from reprise.songs.experiment_views import service
from reprise.songs.experiment_views.schemas import (
    FEWEST_COMPARED,
    MOST_COMPARED,
    ExperimentComparison,
    ExperimentOut,
)
from reprise.songs.experiments import service as experiments
from reprise.songs.experiments.schemas import ExperimentCreate, ExperimentUpdate
from reprise.songs.generation.schemas import JobOut

router = Router(tags=["experiments"])

_JobIds = Annotated[
    list[UUID] | None,
    Query(
        min_length=FEWEST_COMPARED,
        max_length=MOST_COMPARED,
        description="Jobs of this experiment; left out: its newest 20.",
    ),
]


@router.post("/experiments", status_code=201)
async def create_experiment(
    payload: ExperimentCreate, user: SignedIn, session: WriteSession, response: Response
) -> ExperimentOut:
    """Begin an experiment; jobs join it by their `experiment_id`."""
    experiment = await experiments.create(session, user, payload)
    response.headers["Location"] = f"/api/v1/experiments/{experiment.id}"
    return await service.describe(session, experiment)


@router.get("/experiments")
async def list_experiments(
    user: SignedIn,
    session: ReadSession,
    paging: Pages,
    archived: Annotated[bool, Query(description="Those that are put away instead.")] = False,
    q: Annotated[Text | None, Query(max_length=200, description="Part of the name or description.")] = None,
) -> Page[ExperimentOut]:
    """Experiments, newest first."""
    return await service.listing(session, user, paging, archived, q or "")


@router.get("/experiments/{experiment_id}")
async def get_experiment(experiment_id: UUID, user: SignedIn, session: ReadSession) -> ExperimentOut:
    """One experiment with its figures."""
    return await service.describe(session, await experiments.find(session, user, experiment_id))


@router.patch("/experiments/{experiment_id}")
async def change_experiment(
    experiment_id: UUID, payload: ExperimentUpdate, user: SignedIn, session: WriteSession
) -> ExperimentOut:
    """Change its name or description."""
    return await service.describe(session, await experiments.change(session, user, experiment_id, payload))


@router.post("/experiments/{experiment_id}/archive")
async def archive_experiment(experiment_id: UUID, user: SignedIn, session: WriteSession) -> ExperimentOut:
    """Put it away: nothing is lost, but it takes no more jobs."""
    archived = await experiments.set_archived(session, user, experiment_id, archived=True)
    return await service.describe(session, archived)


@router.post("/experiments/{experiment_id}/unarchive")
async def unarchive_experiment(experiment_id: UUID, user: SignedIn, session: WriteSession) -> ExperimentOut:
    """Bring it back."""
    back = await experiments.set_archived(session, user, experiment_id, archived=False)
    return await service.describe(session, back)


@router.get("/experiments/{experiment_id}/jobs")
async def experiment_jobs(
    experiment_id: UUID, user: SignedIn, session: ReadSession, paging: Pages
) -> Page[JobOut]:
    """Its generation history, newest first."""
    return await service.history(session, user, paging, experiment_id)


@router.get("/experiments/{experiment_id}/comparison")
async def compare_jobs(
    experiment_id: UUID, user: SignedIn, session: ReadSession, job_ids: _JobIds = None
) -> ExperimentComparison:
    """Jobs of it side by side: what was asked for, what differs, and what people said of the results."""
    return await service.compare(session, user, experiment_id, job_ids)
