"""Who a visitor is: a random id that we signed, in a cookie or, where cookies do not travel, in a header."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID, uuid4

from fastapi import Depends, Request, Response

from reprise.core.auth.identity import COOKIE_SECONDS
from reprise.core.context import Core

HEADER: Final = "X-Reprise-Visitor"
_SIGNATURE_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Visitor:
    """`is_new` when the request carried no token of ours."""

    session_id: UUID
    token: str
    is_new: bool


def token_of(key: bytes, session_id: UUID) -> str:
    return _text(session_id.bytes + _signature(key, session_id.bytes))


def read_token(key: bytes, token: str) -> UUID | None:
    """None for whatever is not a token of ours."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    identifier, signature = raw[:16], raw[16:]
    if len(identifier) != 16 or not hmac.compare_digest(signature, _signature(key, identifier)):
        return None
    return UUID(bytes=identifier)


def visit_key(key: bytes, session_id: UUID, conversation_id: UUID, expert_id: UUID) -> str:
    """Opens one link for one visitor: an address must not carry the token itself."""
    return _text(_signature(key, b"visit" + session_id.bytes + conversation_id.bytes + expert_id.bytes))


def _signature(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")[:_SIGNATURE_BYTES]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def cookie_name(core: Core) -> str:
    return core.cookie_name.replace("session", "visitor")


def visitor_of(request: Request) -> Visitor:
    """Whoever asks; somebody new where no token of ours came along."""
    core: Core = request.app.state.core
    key = core.keys.visitors
    # Only an embed sends the header: in it the page's own visitor is somebody else's cookie.
    for token in (request.headers.get(HEADER), request.cookies.get(cookie_name(core))):
        session_id = read_token(key, token) if token else None
        if session_id is not None:
            return Visitor(session_id, token_of(key, session_id), is_new=False)
    fresh = uuid4()
    return Visitor(fresh, token_of(key, fresh), is_new=True)


async def _visitor(request: Request) -> Visitor:
    return visitor_of(request)


VisitorOf = Annotated[Visitor, Depends(_visitor)]


def remember(request: Request, response: Response, visitor: Visitor) -> None:
    """Give the visitor's cookie: out of reach of scripts and of other sites' forms."""
    response.set_cookie(
        cookie_name(request.app.state.core),
        visitor.token,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )
