"""Who makes a request, as a type that routes ask for."""

from __future__ import annotations

from typing import Annotated, Any, Final

import structlog
from fastapi import Depends, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import HTTPConnection

from reprise.core.auth import repository
from reprise.core.auth.identity import OWNER, CurrentUser
from reprise.core.auth.tokens import API_KEY_PREFIX, digest, read_access_token
from reprise.core.db import Database
from reprise.core.errors import ForbiddenError, NotFoundError, NotSignedInError

log = structlog.get_logger(__name__)

_USER: Final = "reprise.user"
_SIGN_IN = {
    "token": "This needs your token: open the link that `reprise serve` printed, or send the output of "
    "`reprise token` as a bearer token.",
    "accounts": "Sign in first: a browser at the page, a program with an API key or the access token that "
    "/api/v1/auth/login gives.",
}


def _bearer(request: HTTPConnection) -> str | None:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" and value.strip() else None


async def identify(request: HTTPConnection) -> CurrentUser | None:
    """The user of a request, or None when it carries no valid token, key or cookie."""
    core = request.app.state.core
    if core.settings.auth == "open":
        return OWNER
    bearer = _bearer(request)
    accounts = core.settings.auth == "accounts"
    if bearer is not None:
        # A bearer that is wrong is not saved by a good cookie.
        if accounts:
            return await _by_bearer(core, bearer)
        return OWNER if core.keys.opens(bearer) else None
    cookie = request.cookies.get(core.cookie_name)
    if accounts:
        return await _by_cookie(core.database, cookie)
    return OWNER if cookie is not None and core.keys.knows_cookie(cookie) else None


async def _by_bearer(core: Any, bearer: str) -> CurrentUser | None:
    database: Database = core.database
    if bearer.startswith(API_KEY_PREFIX):
        return await _by_api_key(database, digest(bearer))
    claim = read_access_token(core.keys.access_tokens, bearer)
    if claim is None:
        return None
    async with database.snapshot() as session:
        return await repository.by_claim(session, claim)


async def _by_cookie(database: Database, cookie: str | None) -> CurrentUser | None:
    if cookie is None:
        return None
    async with database.snapshot() as session:
        return await repository.by_session(session, digest(cookie))


async def _by_api_key(database: Database, key: str) -> CurrentUser | None:
    async with database.snapshot() as session:
        found = await repository.by_api_key(session, key)
    if found is None:
        return None
    user, last_used_at = found
    if repository.use_is_worth_noting(last_used_at):
        try:
            async with database.transaction() as session:
                await repository.note_use(session, key)
        except (SQLAlchemyError, OSError) as error:
            # A date for people to read: no reason to refuse the request.
            log.warning("key_use_not_noted", error=type(error).__name__)
    return user


async def identified(request: Request) -> CurrentUser | None:
    """As `identify`, asked once for each request."""
    if _USER not in request.scope:
        request.scope[_USER] = await identify(request)
    user: CurrentUser | None = request.scope[_USER]
    return user


async def _require_user(request: Request) -> CurrentUser:
    user = await identified(request)
    if user is None:
        sentence = _SIGN_IN[request.app.state.core.settings.auth]
        raise NotSignedInError(sentence, headers={"WWW-Authenticate": "Bearer"})
    return user


SignedIn = Annotated[CurrentUser, Depends(_require_user)]
"""A route that asks for it answers 401 to everybody else."""


class ApiKeyNotEnoughError(ForbiddenError):
    code = "API_KEY_NOT_ENOUGH"


async def _require_in_person(user: SignedIn, request: Request) -> CurrentUser:
    core = request.app.state.core
    if core.settings.auth == "accounts" and (_bearer(request) or "").startswith(API_KEY_PREFIX):
        raise ApiKeyNotEnoughError("An API key cannot do this: sign in with your password.")
    return user


InPerson = Annotated[CurrentUser, Depends(_require_in_person)]
"""A route that asks for it answers 403 to API keys: one that leaked must not outlive its revocation."""


async def require_member(request: Request) -> CurrentUser:
    # Called, not asked for as a dependency: that costs as much as signing in.
    user = await _require_user(request)
    _refuse_raters(user, request)
    return user


def _refuse_raters(user: CurrentUser, request: Request) -> None:
    if user.role == "rater":
        # Raters see only what they are invited to; the rest does not exist for them.
        raise NotFoundError(f"There is nothing at {request.url.path[:200]}.")


Member = Annotated[CurrentUser, Depends(require_member)]
"""A route that asks for it answers 404 to raters."""


async def _require_admin(user: SignedIn, request: Request) -> CurrentUser:
    _refuse_raters(user, request)
    if user.role != "admin":
        raise ForbiddenError("Only an admin may do this.")
    return user


Admin = Annotated[CurrentUser, Depends(_require_admin)]
"""A route that asks for it answers 403 to members, and 404 to raters."""
