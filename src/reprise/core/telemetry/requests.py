"""A pure ASGI middleware that gives each request an id, a log line and a place in the metrics."""

from __future__ import annotations

import re
import time
from typing import Any, Final
from uuid import uuid4

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reprise.core.telemetry import logs

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
_SECURITY_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

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
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        status = 500
        started = time.perf_counter()

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                for name, value in _SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_marked)
            finally:
                _record(scope, status, time.perf_counter() - started)


def _record(scope: Scope, status: int, seconds: float) -> None:
    route = _route(scope)
    _requests.labels(scope["method"], route, str(status)).inc()
    _seconds.labels(route).observe(seconds)
    if route not in {"/healthz", "/readyz", "/metrics", "static"}:
        # The path without its query: a query may hold a token.
        logs.requests.tell(
            method=scope["method"], path=scope["path"], status=status, seconds=round(seconds, 4)
        )


def _route(scope: Scope) -> str:
    """The route's pattern: the paths themselves are without number."""
    route: Any = scope.get("route")
    return getattr(route, "path", None) or "static"
