"""Keys are kept for a day: who repeats a request does it sooner."""

from __future__ import annotations

from reprise.core.db import Database, utcnow
from reprise.core.idempotency import repository
from reprise.core.idempotency.claims import KEPT


async def forget_old_keys(database: Database) -> int:
    """How many were deleted."""
    async with database.transaction() as session:
        return await repository.forget_before(session, utcnow() - KEPT)
