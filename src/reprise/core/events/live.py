"""What happens to one subject or to a whole topic, as server-sent events that survive a reconnect."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from reprise.core.events.hub import EventHub, SlowReaderError, Subscription
from reprise.core.events.repository import Position
from reprise.core.events.sse import HEARTBEAT, HEARTBEAT_SECONDS, RETRY, frame


@dataclass(frozen=True, slots=True)
class Present:
    """A subject as it is: the payload of `status`, and once it has ended that of `done`."""

    status: dict[str, Any]
    done: dict[str, Any] | None


Snapshot = Callable[[], Awaitable[Present | None]]
"""Reads the present state; None when its subject is gone."""

_LAST = frozenset({"done", "deleted"})


async def stream(
    hub: EventHub,
    topic: str,
    last_event_id: str | None,
    *,
    subject_id: UUID | None = None,
    snapshot: Snapshot | None = None,
) -> AsyncIterator[bytes]:
    """Frames until the subject is done (or for ever, for a whole topic) or the client is too slow.

    A new client of one subject first gets its present `status`; one that was here before gets what it
    missed, or `reset` when that is no longer known.
    """
    yield RETRY
    async with hub.subscribe(topic, subject_id) as subscription:
        async for part, last in _past(hub, subscription, topic, last_event_id, subject_id, snapshot):
            yield part
            if last:
                return
        async for part in _live(subscription, subject_id):
            yield part


async def _past(
    hub: EventHub,
    subscription: Subscription,
    topic: str,
    last_event_id: str | None,
    subject_id: UUID | None,
    snapshot: Snapshot | None,
) -> AsyncIterator[tuple[bytes, bool]]:
    known = Position.parse(last_event_id) if last_event_id else None
    if known is not None and await hub.knows(known):
        async for event in hub.replay(subscription, known, topic, subject_id):
            yield event.as_frame, subject_id is not None and event.kind in _LAST
        present = await snapshot() if subject_id is not None and snapshot is not None else None
        if subject_id is None or present is None or present.done is None:
            return
        last = await hub.last_of(topic, subject_id)
        if last is not None:
            # If its last event lies in the past, no live one will ever end the stream.
            if last[1] in _LAST and last[0] <= subscription.since:
                yield frame("done", present.done, id_=str(subscription.since)), True
            return
        # Nothing is known of the subject any more: whether the client saw its end cannot be told.
    here = str(subscription.since)
    if last_event_id:
        yield frame("reset", {}, id_=here), False
    present = await snapshot() if snapshot is not None else None
    if present is None:
        # Gives the client a place to come back to, even if nothing happens for hours.
        yield frame("hello", {}, id_=here), False
        return
    yield frame("status", present.status, id_=here), False
    if present.done is not None:
        yield frame("done", present.done, id_=here), True


async def _live(subscription: Subscription, subject_id: UUID | None) -> AsyncIterator[bytes]:
    while True:
        try:
            event = await subscription.next(HEARTBEAT_SECONDS)
        except SlowReaderError:
            return
        if event is None:
            yield HEARTBEAT
            continue
        yield event.as_frame
        if subject_id is not None and event.kind in _LAST:
            return
