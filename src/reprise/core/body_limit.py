"""Refuses request bodies that no endpoint could want, before they fill the memory."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reprise.core.errors import body

MAX_BODY_BYTES: Final = 1024 * 1024
_AROUND_A_FILE: Final = 16 * 1024
"""Room for what a form puts around its file."""


class _TooLargeError(Exception):
    pass


class BodyLimit:
    """Counts what really arrives, so that neither a false length nor chunks get around it.

    `larger`: bytes that the file of a form may hold, by the path that it is sent to.
    """

    def __init__(self, app: ASGIApp, *, larger: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._larger = dict(larger or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        file = self._larger.get(path)
        most = MAX_BODY_BYTES if file is None else file + _AROUND_A_FILE
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdigit() and int(declared) > most:
            await _refuse(most, scope, receive, send)
            return
        seen = 0
        started = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise _TooLargeError
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            # What the application makes of a body that broke off is not the answer.
            if started or seen <= most:
                started = True
                await send(message)

        with contextlib.suppress(_TooLargeError):
            await self._app(scope, counted, watched)
        if seen > most and not started:
            await _refuse(most, scope, receive, send)


async def _refuse(most: int, scope: Scope, receive: Receive, send: Send) -> None:
    message = f"A request body may hold at most {most} bytes."
    response = JSONResponse(body("PAYLOAD_TOO_LARGE", message), 413, {"Connection": "close"})
    await response(scope, receive, send)
