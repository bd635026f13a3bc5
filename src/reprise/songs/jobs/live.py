"""Live events of one job or of all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import UUID

from reprise.core.events import live
from reprise.core.events.hub import EventHub
from reprise.core.events.live import Present
from reprise.songs.generation.events import TOPIC
from reprise.songs.generation.models import FINISHED

Snapshot = Callable[[], Awaitable[dict[str, Any]]]
"""Reads the payload of a job's present `status`."""


def stream(
    hub: EventHub, last_event_id: str | None, *, job_id: UUID | None = None, snapshot: Snapshot | None = None
) -> AsyncIterator[bytes]:
    """See `reprise.core.events.live.stream`."""

    async def present() -> Present | None:
        if snapshot is None:
            return None
        status = await snapshot()
        ended = status["status"] in FINISHED
        done = {"job_id": status["job_id"], "status": status["status"]} if ended else None
        return Present(status, done)

    return live.stream(hub, TOPIC, last_event_id, subject_id=job_id, snapshot=present)
