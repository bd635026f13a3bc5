"""The answer as server-sent events: unnamed frames of flat JSON, comments while nothing happens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Protocol

import structlog
from fastapi import Response
from starlette.types import Receive, Scope, Send

from reprise.core.events.responses import STREAM_HEADERS
from reprise.core.events.sse import HEARTBEAT, HEARTBEAT_SECONDS
from reprise.experts.chat.schemas import (
    DeltaEvent,
    DoneEvent,
    ErrorEvent,
    ResultEvent,
    StatusEvent,
)

log = structlog.get_logger(__name__)

Event = StatusEvent | DeltaEvent | ResultEvent | ErrorEvent | DoneEvent
_FAULT: Final = "Something went wrong on our side. Please ask again in a moment."


class Tell(Protocol):
    """Sends events, which go out together."""

    async def __call__(self, *events: Event) -> None: ...


Answering = Callable[[Tell], Awaitable[Sequence[Event]]]


def frames(*events: Event) -> bytes:
    return b"".join(b"data: " + _json(event).encode() + b"\n\n" for event in events)


def _json(event: Event) -> str:
    """What is null is left out: a locked card has no field for an address."""
    absent = {"experts": {"__all__": {"profile_url", "visit_url"}}}
    return event.model_dump_json(exclude=absent if _locked(event) else None)


def _locked(event: Event) -> bool:
    return isinstance(event, ResultEvent) and any(card.locked for card in event.experts)


class AnswerStream(Response):
    """All events, `done` always last; a fault becomes a sentence. Whoever leaves stops the work at once."""

    media_type = "text/event-stream"

    def __init__(self, answering: Answering) -> None:
        super().__init__(headers=STREAM_HEADERS)
        # Nobody knows how long it gets.
        del self.headers["content-length"]
        self._answering = answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Not a StreamingResponse: its group of tasks, and a queue for heartbeats, cost as much as the search.
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        wire = _Wire(send)
        working = asyncio.create_task(self._work(wire))
        leaving = asyncio.create_task(_left(receive))
        try:
            while not working.done() and not leaving.done():
                ended, _ = await asyncio.wait(
                    (working, leaving), timeout=HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                if not ended:
                    await wire.send(HEARTBEAT)
        finally:
            working.cancel()
            leaving.cancel()
        if working.done():
            working.result()

    async def _work(self, wire: _Wire) -> None:
        async def tell(*events: Event) -> None:
            await wire.send(frames(*events))

        rest: Sequence[Event]
        try:
            rest = await self._answering(tell)
        except Exception:
            log.exception("chat_failed")
            rest = [ErrorEvent(message=_FAULT)]
        await wire.send(frames(*rest, DoneEvent()), more=False)


class _Wire:
    """The way out of one answer, for its frames and for heartbeats, of which none may follow the end."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._turn = asyncio.Lock()
        self._ended = False

    async def send(self, chunk: bytes, *, more: bool = True) -> None:
        async with self._turn:
            if self._ended:
                return
            self._ended = not more
            await self._send({"type": "http.response.body", "body": chunk, "more_body": more})


async def _left(receive: Receive) -> None:
    """Returns once the visitor has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
