"""HTTP of registering."""

from __future__ import annotations

from fastapi import Response

from reprise.core.accounts.address import AddressOf
from reprise.core.accounts.registration import service
from reprise.core.accounts.registration.schemas import Registration
from reprise.core.accounts.sessions.schemas import Me
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import Router
from reprise.core.limits.errors import LIMITED
from reprise.core.schema import NO_IDENTITY

router = Router(tags=["identity"])


@router.post("/auth/register", status_code=201, openapi_extra=NO_IDENTITY, responses=LIMITED)
async def register(payload: Registration, core: CoreOf, address: AddressOf, response: Response) -> Me:
    """Make an account; it is not signed in yet."""
    invite = None if payload.invite is None else payload.invite.get_secret_value().strip()
    password = payload.password.get_secret_value()
    user = await service.register(core, payload.email, password, invite, address)
    response.headers["Location"] = "/api/v1/users/me"
    return Me.model_validate(user)
