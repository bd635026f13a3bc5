"""HTTP of the gate; open to everybody in all modes."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse

from reprise.core.accounts.address import AddressOf
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import Router
from reprise.core.limits.errors import LIMITED
from reprise.core.schema import NO_IDENTITY
from reprise.experts.access import service
from reprise.experts.access.schemas import Done, EmailCapture, VisitorState
from reprise.experts.access.visitors import VisitorOf, remember

router = Router(tags=["experts' chat"])
_TO_A_PROFILE: Final[dict[int | str, dict[str, Any]]] = {303: {"description": "To the profile."}}


@router.get("/experts/visitor", openapi_extra=NO_IDENTITY)
async def get_visitor(
    visitor: VisitorOf, core: CoreOf, session: ReadSession, request: Request, response: Response
) -> VisitorState:
    """Who the visitor is to us: whether profiles are open, and the token where cookies do not travel."""
    remember(request, response, visitor)
    response.headers["Cache-Control"] = "private, no-store"
    return await service.state(core.settings, session, visitor)


async def capture_email(
    payload: EmailCapture,
    visitor: VisitorOf,
    core: CoreOf,
    session: WriteSession,
    address: AddressOf,
    request: Request,
    response: Response,
) -> Done:
    """Leave an email; from then on this session's answers hold the addresses of profiles."""
    await service.capture(core.settings, session, visitor, payload, address)
    remember(request, response, visitor)
    return Done()


@router.get(
    "/experts/visits/{conversation_id}/{expert_id}",
    openapi_extra=NO_IDENTITY,
    status_code=303,
    response_class=RedirectResponse,
    responses=LIMITED | _TO_A_PROFILE,
)
async def visit_profile(
    conversation_id: UUID,
    expert_id: UUID,
    key: Annotated[str, Query(min_length=1, max_length=100, description="As the card's `visit_url` has it.")],
    core: CoreOf,
    session: WriteSession,
    address: AddressOf,
) -> RedirectResponse:
    """Go to a profile; the way there is logged."""
    target = await service.visit(core.keys.visitors, session, conversation_id, expert_id, key, address)
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return RedirectResponse(target, 303, headers=headers)
