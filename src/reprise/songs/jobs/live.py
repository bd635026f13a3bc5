"""Live events of one job or of all, as server-sent events that survive a reconnect."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import UUID

from reprise.core.events.hub import EventHub, SlowReaderError, Subscription
from reprise.core.events.repository import Happened, Position
from reprise.core.events.sse import HEARTBEAT, HEARTBEAT_SECONDS, RETRY, frame
from reprise.songs.generation.events import TOPIC

Snapshot = Callable[[], Awaitable[dict[str, Any] | None]]
"""Reads the present state; None when its subject is gone."""

_LAST = frozenset({"done", "deleted"})
_FINISHED = frozenset({"completed", "failed", "cancelled"})


async def stream(
    hub: EventHub, last_event_id: str | None, *, job_id: UUID | None = None, snapshot: Snapshot | None = None
) -> AsyncIterator[bytes]:
    """Frames until the job is done (or for ever, for all jobs) or the client is too slow.

    A new client of one job first gets its present `status`; one that was here before gets what it missed,
    or `reset` when that is no longer known.
    """
    yield RETRY
    async with hub.subscribe(TOPIC, job_id) as subscription:
        async for part, last in _past(hub, subscription, last_event_id, job_id, snapshot):
            yield part
            if last:
                return
        async for part in _live(subscription, job_id):
            yield part


async def _past(
    hub: EventHub,
    subscription: Subscription,
    last_event_id: str | None,
    job_id: UUID | None,
    snapshot: Snapshot | None,
) -> AsyncIterator[tuple[bytes, bool]]:
    known = Position.parse(last_event_id) if last_event_id else None
    if known is not None and await hub.knows(known):
        async for event in hub.replay(subscription, known, TOPIC, job_id):
            yield _frame(event), job_id is not None and event.kind in _LAST
        state = await snapshot() if job_id is not None and snapshot is not None else None
        if job_id is None or state is None or state["status"] not in _FINISHED:
            return
        last = await _last_kind(hub, subscription, job_id)
        if last is not None:
            if last in _LAST:
                yield _done(state, str(subscription.since)), True
            return
        # Nothing is known of the job any more: whether the client saw its end cannot be told.
    here = str(subscription.since)
    if last_event_id:
        yield frame("reset", {}, id_=here), False
    state = await snapshot() if snapshot is not None else None
    if state is None:
        # Gives the client a place to come back to, even if nothing happens for hours.
        yield frame("hello", {}, id_=here), False
        return
    yield frame("status", state, id_=here), False
    if state["status"] in _FINISHED:
        yield _done(state, here), True


async def _last_kind(hub: EventHub, subscription: Subscription, job_id: UUID) -> str | None:
    """What happened to the job last before the subscription, of what is kept; a live event may follow."""
    kinds = [event.kind async for event in hub.replay(subscription, Position(0, 0), TOPIC, job_id)]
    return kinds[-1] if kinds else None


def _done(state: dict[str, Any], id_: str) -> bytes:
    return frame("done", {"job_id": state["job_id"], "status": state["status"]}, id_=id_)


async def _live(subscription: Subscription, job_id: UUID | None) -> AsyncIterator[bytes]:
    while True:
        try:
            event = await subscription.next(HEARTBEAT_SECONDS)
        except SlowReaderError:
            return
        if event is None:
            yield HEARTBEAT
            continue
        yield _frame(event)
        if job_id is not None and event.kind in _LAST:
            return


def _frame(event: Happened) -> bytes:
    return frame(event.kind, event.payload, id_=str(event.position))
