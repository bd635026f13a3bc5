"""A pure ASGI middleware that gives each request an id, a log line and a place in the metrics."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from functools import cache
from random import Random
from typing import Any, Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reprise.core.telemetry import logs

_REQUEST_ID: Final = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_ID_HEADER: Final = b"x-request-id"
_SECURITY_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)

_UNTOLD: Final = frozenset({"/healthz", "/readyz", "/metrics", "static"})

# Nobody gains anything by guessing an id; the system's own randomness takes longer.
_ids: Final = Random()  # noqa: S311

registry = CollectorRegistry()
_requests = Counter(
    "reprise_http_requests", "Requests by route and status.", ["method", "route", "status"], registry=registry
)
_seconds = Histogram(
    "reprise_http_request_seconds", "Seconds until the answer was complete.", ["route"], registry=registry
)


class RequestLog:
    """Outermost, so that refused requests are logged and counted too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        status = 500
        started = time.perf_counter()

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _marked(message.get("headers", ()), request_id)
            await send(message)

        bound = structlog.contextvars.bind_contextvars(request_id=request_id.decode())
        try:
            await self._app(scope, receive, send_marked)
        finally:
            _record(scope, status, time.perf_counter() - started)
            structlog.contextvars.reset_contextvars(**bound)


# On the headers as they came, here and in `reprise.core.auth.guard`: Starlette's mapping of them decodes
# whatever it looks at, each time, for every request there is.
def _request_id(scope: Scope) -> bytes:
    for name, value in scope["headers"]:
        if name == _ID_HEADER and _REQUEST_ID.fullmatch(value):
            return bytes(value)
    return b"%032x" % _ids.getrandbits(128)


def _marked(headers: Iterable[tuple[bytes, bytes]], request_id: bytes) -> list[tuple[bytes, bytes]]:
    """A route's own headers stay, other than an id."""
    marked = [header for header in headers if header[0] != _ID_HEADER]
    there = {name for name, _ in marked}
    marked += [header for header in _SECURITY_HEADERS if header[0] not in there]
    return [*marked, (_ID_HEADER, request_id)]


def _record(scope: Scope, status: int, seconds: float) -> None:
    route = _route(scope)
    _count(scope["method"], route, status).inc()
    _clock(route).observe(seconds)
    if route not in _UNTOLD:
        # The path without its query: a query may hold a token.
        logs.requests.tell(
            method=scope["method"], path=scope["path"], status=status, seconds=round(seconds, 4)
        )


# The registry keeps each of them anyway; it looks long for one.
@cache
def _count(method: str, route: str, status: int) -> Counter:
    return _requests.labels(method, route, str(status))


@cache
def _clock(route: str) -> Histogram:
    return _seconds.labels(route)


def _route(scope: Scope) -> str:
    """The route's pattern: the paths themselves are without number."""
    route: Any = scope.get("route")
    return getattr(route, "path", None) or "static"
