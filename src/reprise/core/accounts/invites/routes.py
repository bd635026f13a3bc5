"""HTTP of invites."""

from __future__ import annotations

from uuid import UUID

from fastapi import Response

from reprise.core.accounts.invites import service
from reprise.core.accounts.invites.schemas import InviteCreate, InviteOut, NewInvite
from reprise.core.auth.dependencies import Admin
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.idempotency.routing import UNKEPT_ANSWER, Router
from reprise.core.paging import Page

router = Router(tags=["people"])


@router.post("/invites", status_code=201, openapi_extra=UNKEPT_ANSWER)
async def create_invite(
    payload: InviteCreate, user: Admin, session: WriteSession, core: CoreOf, response: Response
) -> NewInvite:
    """A link by which people may register; it is shown this once."""
    response.headers["Cache-Control"] = "no-store"
    return await service.create(core.settings, session, user, payload)


@router.get("/invites")
async def list_invites(_: Admin, session: ReadSession, paging: Pages) -> Page[InviteOut]:
    """Invites, newest first, used up and expired ones too."""
    return await service.listing(session, paging)


@router.delete("/invites/{invite_id}", status_code=204, response_class=Response)
async def take_back_invite(invite_id: UUID, _: Admin, session: WriteSession) -> None:
    """Nobody can register by it any more; those who did stay."""
    await service.take_back(session, invite_id)
