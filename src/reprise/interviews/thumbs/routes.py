"""HTTP of thumbs on feedback."""

from __future__ import annotations

from uuid import UUID

from fastapi import Response

from reprise.core.auth.dependencies import Admin, Member
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import Pages
from reprise.core.idempotency.routing import UNKEPT_ANSWER, Router
from reprise.interviews.feedback.schemas import GivenThumb
from reprise.interviews.thumbs import service
from reprise.interviews.thumbs.schemas import ThumbPage, ThumbPut

router = Router(tags=["feedback"])


@router.put("/sessions/{session_id}/feedback/thumb", openapi_extra=UNKEPT_ANSWER)
async def put_thumb(session_id: UUID, payload: ThumbPut, user: Member, session: WriteSession) -> GivenThumb:
    """Say whether the feedback helped, and why; the last word counts."""
    return await service.put(session, user, session_id, payload)


@router.delete("/sessions/{session_id}/feedback/thumb", status_code=204, response_class=Response)
async def delete_thumb(session_id: UUID, user: Member, session: WriteSession) -> None:
    """Take the thumb back."""
    await service.take_back(session, user, session_id)


@router.get("/interviews/thumbs")
async def list_thumbs(_: Admin, session: ReadSession, paging: Pages, up: bool | None = None) -> ThumbPage:
    """What people say of the feedback they got, for admins: nothing of their sessions, and no names."""
    return await service.listing(session, paging, up=up)
