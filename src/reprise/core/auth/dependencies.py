"""Who makes a request, as a type that routes ask for."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from reprise.core.auth.identity import OWNER, CurrentUser
from reprise.core.errors import ForbiddenError, NotSignedInError


def _bearer(request: Request) -> str | None:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" and value.strip() else None


def identify(request: Request) -> CurrentUser | None:
    """The user of a request, or None when it carries no valid token or cookie."""
    core = request.app.state.core
    if core.settings.auth == "open":
        return OWNER
    bearer = _bearer(request)
    if bearer is not None:
        return OWNER if core.keys.opens(bearer) else None
    cookie = request.cookies.get(core.cookie_name)
    return OWNER if cookie is not None and core.keys.knows_cookie(cookie) else None


async def _require_user(request: Request) -> CurrentUser:
    user = identify(request)
    if user is None:
        raise NotSignedInError(
            "This needs your token: open the link that `reprise serve` printed, or send the output of "
            "`reprise token` as a bearer token.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return user


SignedIn = Annotated[CurrentUser, Depends(_require_user)]
"""A route that asks for it answers 401 to everybody else."""


async def _require_admin(user: SignedIn) -> CurrentUser:
    if user.role != "admin":
        raise ForbiddenError("Only an admin may do this.")
    return user


Admin = Annotated[CurrentUser, Depends(_require_admin)]
"""A route that asks for it answers 403 to people who are not admins."""
