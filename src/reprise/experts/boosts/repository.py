"""All SQL that adds counted votes up."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.experts.boosts.models import CountedVote
from reprise.experts.boosts.posterior import Thumbs

_C: Final = CountedVote.__table__.c


async def newest(session: AsyncSession) -> datetime | None:
    """When the newest counted vote was given: one look at an index."""
    instant: datetime | None = await session.scalar(select(func.max(_C.voted_at)))
    return instant


async def of_experts(session: AsyncSession) -> dict[UUID, Thumbs]:
    """Of all who have any; read from an index alone."""
    up = func.count(case((_C.up.is_(True), 1))).label("up")
    query = select(_C.expert_id, up, func.count().label("votes")).group_by(_C.expert_id)
    return {row.expert_id: Thumbs(row.up, row.votes) for row in await session.execute(query)}
