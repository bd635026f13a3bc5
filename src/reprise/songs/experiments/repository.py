"""All SQL on experiments."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.songs.experiments.models import Experiment


async def get(session: AsyncSession, user: CurrentUser, experiment_id: UUID) -> Experiment | None:
    query = select(Experiment).where(Experiment.id == experiment_id, visible_to_installation(user))
    return await session.scalar(query)
