"""HTTP of invites to rate, and of taking them up."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from fastapi import Request, Response

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.idempotency.routing import UNKEPT_ANSWER, Router
from reprise.core.paging import Page
from reprise.core.schema import NO_IDENTITY
from reprise.songs.abtests.raters import identity, service
from reprise.songs.abtests.raters.schemas import (
    AbInviteCreate,
    AbInviteOut,
    NewAbInvite,
    RaterJoin,
    RaterJoined,
)

members = Router(tags=["A/B tests"])
everybody = Router(tags=["rating"])

_ALREADY: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": RaterJoined, "description": "Is a rater of this test already; no use was taken."}
}


@members.post("/ab-tests/{ab_test_id}/invites", status_code=201, openapi_extra=UNKEPT_ANSWER)
async def create_ab_invite(
    ab_test_id: UUID,
    payload: AbInviteCreate,
    user: SignedIn,
    session: WriteSession,
    core: CoreOf,
    response: Response,
) -> NewAbInvite:
    """A link for people who rate without an account; it is shown this once."""
    response.headers["Cache-Control"] = "no-store"
    return await service.invite(core, session, user, ab_test_id, payload)


@members.get("/ab-tests/{ab_test_id}/invites")
async def list_ab_invites(
    ab_test_id: UUID, user: SignedIn, session: ReadSession, paging: Pages
) -> Page[AbInviteOut]:
    """Its invites, newest first, without their secrets."""
    return await service.invites(session, user, ab_test_id, paging)


@members.delete("/ab-tests/{ab_test_id}/invites/{invite_id}", status_code=204, response_class=Response)
async def take_back_ab_invite(
    ab_test_id: UUID, invite_id: UUID, user: SignedIn, session: WriteSession
) -> None:
    """Nobody can come by it any more; those who did go on."""
    await service.take_back(session, user, ab_test_id, invite_id)


@everybody.post(
    "/ab-tests/{ab_test_id}/raters", status_code=201, responses=_ALREADY, openapi_extra=NO_IDENTITY
)
async def join_ab_test(
    ab_test_id: UUID,
    payload: RaterJoin,
    request: Request,
    session: WriteSession,
    core: CoreOf,
    response: Response,
) -> RaterJoined:
    """Take up an invite: whoever is signed in rates as themselves, everybody else gets a cookie for this test
    and the same secret as a bearer token."""
    user, known = await identity.account(request), await identity.invited(request, ab_test_id)
    joined = await service.join(core, session, ab_test_id, payload.token, user=user, known=known)
    response.headers["Cache-Control"] = "no-store"
    if joined.token is not None:
        identity.keep_secret(request, response, ab_test_id, joined.token)
    if not joined.is_new:
        response.status_code = 200
    return RaterJoined(rater_id=joined.rater_id, ab_test_id=ab_test_id, token=joined.token)
