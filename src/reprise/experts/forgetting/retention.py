"""Carries out the settings of retention; workers call it in turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.context import Core
from reprise.core.db import Database, utcnow
from reprise.experts.forgetting import repository
from reprise.experts.settings.service import in_force

# Whoever writes meanwhile waits no longer than for these.
_BATCH: Final = 500

Old = Callable[[AsyncSession, datetime, int], Awaitable[Sequence[UUID]]]
Forget = Callable[[AsyncSession, Sequence[UUID]], Awaitable[None]]


async def forget_what_is_old(core: Core) -> int:
    """Searches with their votes and clicks, and leads with their email everywhere; how many in all."""
    async with core.database.snapshot() as session:
        settings = await in_force(session, core.settings)
    searches = await _forget(core.database, settings.retention_days, repository.old_conversations, _searches)
    leads = await _forget(core.database, settings.lead_retention_days, repository.old_leads, _leads)
    return searches + leads


async def _forget(database: Database, days: int, old: Old, forget: Forget) -> int:
    if not days:
        return 0
    before = utcnow() - timedelta(days=days)
    forgotten = 0
    while True:
        async with database.transaction() as session:
            ids = await old(session, before, _BATCH)
            if ids:
                await forget(session, ids)
        forgotten += len(ids)
        if len(ids) < _BATCH:
            return forgotten


async def _searches(session: AsyncSession, ids: Sequence[UUID]) -> None:
    await repository.conversations(session, ids)


async def _leads(session: AsyncSession, ids: Sequence[UUID]) -> None:
    for lead_id in ids:
        address = await repository.lead(session, lead_id)
        if address is not None:
            await repository.email(session, address)
