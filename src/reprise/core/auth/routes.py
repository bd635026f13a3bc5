"""Trading the token for a cookie, and who one is."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import Field

from reprise.core.auth.dependencies import SignedIn
from reprise.core.auth.identity import COOKIE_SECONDS
from reprise.core.auth.models import Role
from reprise.core.errors import NotSignedInError
from reprise.core.schema import NO_IDENTITY, Answer, Payload

router = APIRouter(tags=["identity"])


class TokenTrade(Payload):
    token: str = Field(min_length=1, max_length=200, examples=["the output of `reprise token`"])


class Me(Answer):
    """The signed-in person."""

    id: str
    role: Role


@router.post("/auth/session", status_code=204, response_class=Response, openapi_extra=NO_IDENTITY)
async def sign_in(trade: TokenTrade, request: Request) -> Response:
    """Trade the owner's token for the page's cookie."""
    core = request.app.state.core
    if not core.keys.opens(trade.token):
        raise NotSignedInError("This is not the token: `reprise token` shows it.", field="token")
    response = Response(status_code=204)
    set_session_cookie(request, response)
    return response


@router.delete("/auth/session", status_code=204, response_class=Response, openapi_extra=NO_IDENTITY)
async def sign_out(request: Request) -> Response:
    """Forget the page's cookie."""
    response = Response(status_code=204)
    response.delete_cookie(request.app.state.core.cookie_name, path="/")
    return response


@router.get("/users/me")
async def me(user: SignedIn) -> Me:
    """Who is signed in."""
    return Me(id=str(user.id), role=user.role)


def set_session_cookie(request: Request, response: Response) -> None:
    core = request.app.state.core
    response.set_cookie(
        core.cookie_name,
        core.keys.cookie,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )
