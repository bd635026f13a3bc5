"""The page's cookie."""

from __future__ import annotations

from fastapi import Request, Response

from reprise.core.auth.identity import COOKIE_SECONDS


def set_cookie(request: Request, response: Response, value: str, *, seconds: int = COOKIE_SECONDS) -> None:
    """Out of reach of scripts and of other sites' forms; behind TLS it never leaves it."""
    response.set_cookie(
        request.app.state.core.cookie_name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )


def drop_cookie(request: Request, response: Response) -> None:
    response.delete_cookie(
        request.app.state.core.cookie_name,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
