"""All SQL on experiments alone."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.songs.experiments.models import Experiment


async def get(
    session: AsyncSession, user: CurrentUser, experiment_id: UUID, *, held: bool = False
) -> Experiment | None:
    """With `held` nobody can change it before this transaction ends (SQLite has one writer anyway)."""
    query = select(Experiment).where(Experiment.id == experiment_id, visible_to_installation(user))
    return await session.scalar(query.with_for_update(read=True) if held else query)


async def store(session: AsyncSession, experiment: Experiment) -> None:
    session.add(experiment)
    await session.flush()
