"""HTTP of passwords."""

from __future__ import annotations

from uuid import UUID

from fastapi import Request, Response

from reprise.core.accounts.address import AddressOf
from reprise.core.accounts.passwords import service
from reprise.core.accounts.passwords.schemas import PasswordChange, PasswordResetIn, ResetLinkOut
from reprise.core.accounts.sessions.schemas import Me
from reprise.core.accounts.sessions.service import LIFETIME
from reprise.core.auth.cookies import set_cookie
from reprise.core.auth.dependencies import Admin, SignedIn
from reprise.core.db.dependencies import WriteSession
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import UNKEPT_ANSWER, KeyReserved, Router
from reprise.core.limits.errors import LIMITED
from reprise.core.schema import NO_IDENTITY

router = Router(tags=["identity"])


@router.patch("/users/me", responses=LIMITED)
async def change_password(
    payload: PasswordChange,
    user: SignedIn,
    core: CoreOf,
    address: AddressOf,
    request: Request,
    response: Response,
    _: KeyReserved,
) -> Me:
    """A new password: whoever else was signed in with the old one is out."""
    found, cookie = await service.change(
        core,
        user,
        payload.current_password.get_secret_value(),
        payload.new_password.get_secret_value(),
        address,
        new_session="authorization" not in request.headers,
    )
    if cookie is not None:
        set_cookie(request, response, cookie, seconds=int(LIFETIME.total_seconds()))
    return Me(id=user.id, role=user.role, email=found.email)


@router.post(
    "/auth/reset", status_code=204, response_class=Response, openapi_extra=NO_IDENTITY, responses=LIMITED
)
async def reset_password(payload: PasswordResetIn, core: CoreOf, address: AddressOf) -> None:
    """A new password by the link that an admin made."""
    token = payload.token.get_secret_value().strip()
    await service.reset(core, token, payload.password.get_secret_value(), address)


@router.post("/users/{user_id}/reset-link", status_code=201, openapi_extra=UNKEPT_ANSWER)
async def make_reset_link(
    user_id: UUID, _: Admin, session: WriteSession, core: CoreOf, response: Response
) -> ResetLinkOut:
    """A link by which a person who forgot their password sets a new one, once, within 24 hours."""
    response.headers["Cache-Control"] = "no-store"
    return ResetLinkOut.model_validate(await service.make_link(core, session, user_id))
