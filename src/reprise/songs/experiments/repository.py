"""All SQL on experiments alone."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.songs.experiments.models import Experiment


async def get(
    session: AsyncSession,
    user: CurrentUser,
    experiment_id: UUID,
    *,
    hold: Literal["read", "change"] | None = None,
) -> Experiment | None:
    """With `hold` nobody else can change it before this transaction ends (SQLite has one writer anyway)."""
    query = select(Experiment).where(Experiment.id == experiment_id, visible_to_installation(user))
    if hold is not None:
        query = query.with_for_update(read=hold == "read")
    return await session.scalar(query)


async def store(session: AsyncSession, experiment: Experiment) -> None:
    session.add(experiment)
    await session.flush()
