"""Ends live event streams of people who are no longer signed in."""

from __future__ import annotations

import asyncio
import time
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reprise.core.auth.dependencies import identify
from reprise.core.auth.identity import CurrentUser

log = structlog.get_logger(__name__)

CHECK_EVERY_SECONDS: Final = 5.0


class StreamGuard:
    """Asks again who is listening, at the first frame that is due some seconds after the last time.

    A stream sends a heartbeat at least every ten seconds, so that it ends at most fifteen seconds after its
    listener signed out, was disabled, got another role, or changed a password. For every stream, also for one
    added later.
    """

    def __init__(self, app: ASGIApp, *, every_seconds: float = CHECK_EVERY_SECONDS) -> None:
        self._app = app
        self._every = every_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        listener = _Listener(scope, receive, send, self._every)
        await self._app(scope, listener.receive, listener.send)


class _Listener:
    """One request; it looks to the application as if its client went away once it may no longer listen."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, every_seconds: float) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._every = every_seconds
        self._checked_at = time.monotonic()
        self._streams = False
        self._ended = asyncio.Event()
        self._user: CurrentUser | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kind = Headers(raw=message["headers"]).get("content-type", "")
            self._streams = kind.startswith("text/event-stream")
            if self._streams:
                await self._is_the_same()
        elif self._streams and not self._ended.is_set() and not await self._may_listen():
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
            self._ended.set()
        if not self._ended.is_set():
            await self._send(message)

    async def receive(self) -> Message:
        # Asked for before the first frame goes out, when nobody knows yet whether this is a stream.
        theirs = asyncio.ensure_future(self._receive())
        ended = asyncio.ensure_future(self._ended.wait())
        try:
            await asyncio.wait({theirs, ended}, return_when=asyncio.FIRST_COMPLETED)
            return theirs.result() if theirs.done() else {"type": "http.disconnect"}
        finally:
            theirs.cancel()
            ended.cancel()

    async def _may_listen(self) -> bool:
        now = time.monotonic()
        if now - self._checked_at < self._every:
            return True
        self._checked_at = now
        return await self._is_the_same()

    async def _is_the_same(self) -> bool:
        """Signed in, and as what they were when it began: a role decides what a stream shows."""
        try:
            user = await identify(HTTPConnection(self._scope))
        except (SQLAlchemyError, OSError) as error:
            # A database that does not answer says nothing about the listener.
            log.warning("listener_not_checked", error=type(error).__name__)
            return True
        self._user = self._user or user
        return user is not None and user == self._user
