"""HTTP of thumbs of all apps."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from reprise.core.auth.dependencies import Member
from reprise.core.db.dependencies import StillReadSession
from reprise.core.idempotency.routing import Router
from reprise.insights.thumbs import service
from reprise.insights.thumbs.schemas import ThumbInsights

router = Router(tags=["insights"])


@router.get("/insights/thumbs")
async def thumb_insights(
    user: Member,
    session: StillReadSession,
    days: Annotated[int, Query(ge=1, le=366, description="Today and the days before it, in UTC.")] = 30,
) -> ThumbInsights:
    """How many liked and disliked what they got: songs, experts and, for admins, interviews."""
    return await service.insights(session, user, days)
