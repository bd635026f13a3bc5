"""Refuses request bodies that no endpoint could want, before they fill the memory."""

from __future__ import annotations

import contextlib
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reprise.core.errors import body

MAX_BODY_BYTES: Final = 1024 * 1024


class _TooLargeError(Exception):
    pass


class BodyLimit:
    """Counts what really arrives, so that neither a false length nor chunks get around it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdigit() and int(declared) > MAX_BODY_BYTES:
            await _refuse(scope, receive, send)
            return
        seen = 0
        started = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MAX_BODY_BYTES:
                raise _TooLargeError
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            # What the application makes of a body that broke off is not the answer.
            if started or seen <= MAX_BODY_BYTES:
                started = True
                await send(message)

        with contextlib.suppress(_TooLargeError):
            await self._app(scope, counted, watched)
        if seen > MAX_BODY_BYTES and not started:
            await _refuse(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    message = f"A request body may hold at most {MAX_BODY_BYTES} bytes."
    response = JSONResponse(body("PAYLOAD_TOO_LARGE", message), 413, {"Connection": "close"})
    await response(scope, receive, send)
