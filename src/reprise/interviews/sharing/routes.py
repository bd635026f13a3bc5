"""HTTP of share links."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Header, Response

from reprise.core.auth.dependencies import Member
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.idempotency.routing import UNKEPT_ANSWER, Router
from reprise.core.paging import Page
from reprise.core.schema import NO_IDENTITY
from reprise.interviews.sharing import service
from reprise.interviews.sharing.schemas import SharedSession, ShareLinkCreate, ShareLinkCreated, ShareLinkOut

router = Router(tags=["sharing"])

ShareToken = Annotated[
    str, Header(alias="X-Share-Token", min_length=1, max_length=200, description="The token of the link.")
]


@router.post("/sessions/{session_id}/share-links", status_code=201, openapi_extra=UNKEPT_ANSWER)
async def create_share_link(
    session_id: UUID,
    payload: ShareLinkCreate,
    user: Member,
    session: WriteSession,
    core: CoreOf,
    response: Response,
) -> ShareLinkCreated:
    """A read-only link to one session, for a coach; its token is shown once."""
    response.headers["Cache-Control"] = "no-store"
    return await service.create(core.settings, session, user, session_id, payload)


@router.get("/sessions/{session_id}/share-links")
async def list_share_links(
    session_id: UUID, user: Member, session: ReadSession, paging: Pages
) -> Page[ShareLinkOut]:
    """The links of a session, newest first, without their tokens."""
    return await service.listing(session, user, session_id, paging)


@router.delete("/sessions/{session_id}/share-links/{link_id}", status_code=204, response_class=Response)
async def revoke_share_link(session_id: UUID, link_id: UUID, user: Member, session: WriteSession) -> None:
    """Stop a link from working, at once and for good."""
    await service.revoke(session, user, session_id, link_id)


@router.get("/shared-session", openapi_extra=NO_IDENTITY)
async def get_shared_session(session: ReadSession, response: Response, token: ShareToken) -> SharedSession:
    """What a link shows: transcript and feedback. The token comes in a header, so that no log holds it."""
    shared = await service.read(session, token)
    response.headers["Cache-Control"] = "private, no-store"
    return shared
