"""Decisions about thumbs."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.paging import Paging
from reprise.interviews.feedback import service as feedback
from reprise.interviews.feedback.schemas import GivenThumb
from reprise.interviews.sessions import service as sessions
from reprise.interviews.thumbs import repository
from reprise.interviews.thumbs.models import FeedbackThumb
from reprise.interviews.thumbs.schemas import ThumbCount, ThumbOut, ThumbPage, ThumbPut


async def put(session: AsyncSession, user: CurrentUser, session_id: UUID, payload: ThumbPut) -> GivenThumb:
    """One thumb for one feedback; the last word counts.

    Raises:
        FeedbackNotFoundError: there is nothing to rate yet.
    """
    # Locked, so that two thumbs at once become one row.
    await sessions.find_locked(session, user, session_id)
    found = await feedback.find(session, user, session_id)
    thumb = await repository.of(session, found.id)
    if thumb is None:
        judged = await feedback.describe(session, found)
        thumb = FeedbackThumb(
            owner_id=user.id, feedback_id=found.id, is_up=payload.up, analyst=judged.analyst or "unknown"
        )
        await repository.add(session, thumb)
    thumb.is_up = payload.up
    thumb.reason = payload.reason or None
    await session.flush()
    return GivenThumb(up=thumb.is_up, reason=thumb.reason)


async def take_back(session: AsyncSession, user: CurrentUser, session_id: UUID) -> None:
    """
    Raises:
        FeedbackNotFoundError: there was nothing to rate.
    """
    found = await feedback.find(session, user, session_id)
    await repository.remove(session, found.id)


async def listing(session: AsyncSession, paging: Paging, *, up: bool | None) -> ThumbPage:
    thumbs, cursor, total, capped = await repository.page(session, paging, up=up)
    return ThumbPage(
        items=[_describe(thumb) for thumb in thumbs],
        counts=[ThumbCount.model_validate(row) for row in await repository.counts(session)],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


def _describe(thumb: FeedbackThumb) -> ThumbOut:
    return ThumbOut(
        id=thumb.id,
        up=thumb.is_up,
        reason=thumb.reason,
        analyst=thumb.analyst,
        created_at=thumb.created_at,
        updated_at=thumb.updated_at,
    )
