"""The answer as server-sent events: unnamed frames of flat JSON, comments while nothing happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Final

import structlog

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


def frame(event: Event) -> bytes:
    """What is null is left out: a locked card has no field for an address."""
    absent = {"experts": {"__all__": {"profile_url", "visit_url"}}}
    text = event.model_dump_json(exclude=absent if _locked(event) else None)
    return b"data: " + text.encode() + b"\n\n"


def _locked(event: Event) -> bool:
    return isinstance(event, ResultEvent) and any(card.locked for card in event.experts)


async def frames(events: AsyncGenerator[Event, None]) -> AsyncIterator[bytes]:
    """All events, `done` always last; a fault becomes a sentence. Whoever leaves stops the work at once."""
    queue: asyncio.Queue[Event | None] = asyncio.Queue(maxsize=100)
    working = asyncio.create_task(_work(events, queue))
    try:
        while True:
            try:
                # Not wait_for: that makes a task each time.
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    come = [await queue.get()]
            except TimeoutError:
                yield HEARTBEAT
                continue
            while not queue.empty():
                come.append(queue.get_nowait())
            yield b"".join(frame(event or DoneEvent()) for event in come)
            if come[-1] is None:
                return
    finally:
        working.cancel()


async def _work(events: AsyncGenerator[Event, None], queue: asyncio.Queue[Event | None]) -> None:
    try:
        async with aclosing(events):
            async for event in events:
                await queue.put(event)
    except Exception:
        log.exception("chat_failed")
        await queue.put(ErrorEvent(message=_FAULT))
    await queue.put(None)
