"""Refuses requests that a browser was tricked into making."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from reprise.core.errors import body

RawHeaders = Iterable[tuple[bytes, bytes]]

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class OriginGuard:
    """In every mode: the Host must be ours (DNS rebinding), and what changes anything same-origin.

    Browsers send `Sec-Fetch-Site`, older ones `Origin`, with unsafe methods; programs send neither.
    Sources: https://www.w3.org/TR/fetch-metadata/ and OWASP's CSRF prevention cheat sheet.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope["method"], scope["headers"])
        if refusal is None:
            await self._app(scope, receive, send)
        else:
            await refusal(scope, receive, send)

    def _refusal(self, method: str, headers: RawHeaders) -> JSONResponse | None:
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) != 1 or host_name(hosts[0].decode("latin-1")) not in self._hosts:
            message = (
                "This Host header is not allowed. If Reprise is meant to be reached under this name, "
                "add it to REPRISE_ALLOWED_HOSTS."
            )
            return JSONResponse(body("HOST_NOT_ALLOWED", message), 400)
        if method not in _SAFE and not _same_origin(headers, hosts[0].decode("latin-1")):
            return JSONResponse(body("ORIGIN_NOT_ALLOWED", "Another site may not change anything here."), 403)
        return None


@lru_cache(maxsize=256)
def host_name(host: str) -> str:
    """The name in a Host header, lower case, without port and brackets; empty when it is malformed."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _same_origin(headers: RawHeaders, host: str) -> bool:
    site = _first(headers, b"sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = _first(headers, b"origin")
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()


def _first(headers: RawHeaders, wanted: bytes) -> str | None:
    return next((value.decode("latin-1") for name, value in headers if name == wanted), None)
