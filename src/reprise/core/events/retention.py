"""Events are kept for a day: long enough for a laptop that slept, short enough for a small table."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from reprise.core.db import Database, utcnow
from reprise.core.events import repository

KEPT: Final = timedelta(hours=24)


async def forget_old_events(database: Database) -> int:
    """How many were deleted."""
    async with database.transaction() as session:
        return await repository.forget_before(session, utcnow() - KEPT)
