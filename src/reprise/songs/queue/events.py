"""What happens to the queue, told to the listeners of all jobs."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.events import repository
from reprise.songs.generation.events import TOPIC

SUBJECT: Final = UUID("00000000-0000-4000-8000-000000000002")
"""No job has this id: listeners of one job never hear of the queue."""


async def changed(session: AsyncSession, *, paused: bool) -> None:
    await repository.append(session, TOPIC, SUBJECT, "queue", {"paused": paused})
