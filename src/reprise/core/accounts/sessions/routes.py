"""HTTP of signing in and out, and of who one is."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

from reprise.core.accounts.address import AddressOf
from reprise.core.accounts.sessions import repository, service
from reprise.core.accounts.sessions.schemas import AccessToken, Door, Login, Me, Options
from reprise.core.auth.cookies import drop_cookie, set_cookie
from reprise.core.auth.dependencies import SignedIn
from reprise.core.auth.repository import void_sessions
from reprise.core.auth.tokens import ACCESS_TOKEN_LIFETIME, digest
from reprise.core.context import Core
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf
from reprise.core.errors import NotSignedInError, UnprocessableError
from reprise.core.idempotency.routing import Router
from reprise.core.limits.errors import LIMITED
from reprise.core.schema import NO_IDENTITY

router = Router(tags=["identity"])

_COOKIE_SECONDS: Final = int(service.LIFETIME.total_seconds())


@router.get("/auth/options", openapi_extra=NO_IDENTITY)
async def sign_in_options(core: CoreOf) -> Options:
    """What to ask of somebody who wants to come in."""
    return Options(auth=core.settings.auth, registration=core.settings.registration)


@router.post("/auth/login", openapi_extra=NO_IDENTITY, responses=LIMITED)
async def login(payload: Login, core: CoreOf, address: AddressOf, response: Response) -> AccessToken:
    """An access token for a program; a password change or a new role voids it before its time."""
    token = await service.login(core, payload.email, payload.password.get_secret_value(), address)
    response.headers["Cache-Control"] = "no-store"
    return AccessToken(access_token=token, expires_in=int(ACCESS_TOKEN_LIFETIME.total_seconds()))


@router.post(
    "/auth/session",
    status_code=204,
    response_class=Response,
    openapi_extra=NO_IDENTITY,
    responses=LIMITED,
)
async def sign_in(payload: Door, request: Request, core: CoreOf, address: AddressOf) -> Response:
    """Trade the owner's token, or email and password, for the page's cookie."""
    response = Response(status_code=204)
    if core.settings.auth == "accounts":
        _require(payload, "email", "password")
        password = payload.password.get_secret_value()
        replaced = request.cookies.get(core.cookie_name)
        secret = await service.open_session(core, payload.email, password, address, replaced)
        set_cookie(request, response, secret, seconds=_COOKIE_SECONDS)
    else:
        _require(payload, "token")
        if not core.keys.opens(payload.token.get_secret_value().strip()):
            raise NotSignedInError("This is not the token: `reprise token` shows it.", field="token")
        set_cookie(request, response, core.keys.cookie)
    return response


@router.delete("/auth/session", status_code=204, response_class=Response, openapi_extra=NO_IDENTITY)
async def sign_out(request: Request, core: CoreOf) -> Response:
    """End the page's session, and forget its cookie."""
    cookie = request.cookies.get(core.cookie_name)
    if cookie is not None and core.settings.auth == "accounts":
        async with core.database.transaction() as session:
            await repository.remove(session, digest(cookie))
    response = Response(status_code=204)
    drop_cookie(request, response)
    return response


@router.delete("/auth/sessions", status_code=204, response_class=Response)
async def sign_out_everywhere(user: SignedIn, session: WriteSession) -> None:
    """End every session and void every access token of one's own; API keys stay."""
    await void_sessions(session, user.id)


@router.get("/users/me")
async def me(user: SignedIn, session: ReadSession, core: CoreOf) -> Me:
    """Who is signed in."""
    return Me(id=user.id, role=user.role, email=await _email(core, session, user))


async def _email(core: Core, session: ReadSession, user: SignedIn) -> str | None:
    found = await repository.by_id(session, user.id) if core.settings.auth == "accounts" else None
    return None if found is None else found.email


def _require(payload: Door, *fields: str) -> None:
    for field in fields:
        if field not in payload.model_fields_set:
            raise UnprocessableError(f"{field}: this is needed to sign in here.", field=field)
