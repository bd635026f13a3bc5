"""Counts new votes for the experts whom they are about; workers call it in turn."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import Database
from reprise.experts.learning import repository
from reprise.experts.learning.repository import CountedRow, Place

COUNT_EVERY: Final = 30.0
_BATCH: Final = 500
# A vote's transaction may end after that of a later vote: counted again, it counts the same.
_OVERLAP: Final = timedelta(minutes=5)
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)


async def count_votes(database: Database) -> int:
    """How many votes were looked at. Only what is new is counted, in batches with a transaction each."""
    async with database.snapshot() as session:
        newest = await repository.newest_counted(session)
    place: Place | None = (_BEGINNING if newest is None else newest - _OVERLAP, UUID(int=0))
    looked_at = 0
    while place is not None:
        async with database.snapshot() as session:
            votes = await repository.votes_after(session, place, _BATCH)
            changed = await _changed(session, {vote.conversation_id for vote in votes})
        # Mostly there is nothing new: then nobody who writes is kept waiting.
        if changed:
            async with database.transaction() as session:
                await repository.recount(session, changed, await _rows(session, changed))
        looked_at += len(votes)
        place = (votes[-1].created_at, votes[-1].id) if len(votes) == _BATCH else None
    return looked_at


async def _changed(session: AsyncSession, conversations: Collection[UUID]) -> set[UUID]:
    """Those of which something else was counted than counts now."""
    counted = {tuple(row) for row in await repository.counted(session, conversations)}
    right = {tuple(row.values()) for row in await _rows(session, conversations)}
    return {row[0] for row in counted ^ right}


async def _rows(session: AsyncSession, conversations: Collection[UUID]) -> list[CountedRow]:
    if not conversations:
        return []
    rows = await repository.what_counts(session, conversations)
    about = {row.id: _about(row) for row in rows}
    known = await repository.existing(session, {expert for experts in about.values() for expert in experts})
    return [
        {"conversation_id": row.id, "expert_id": expert, "up": row.vote == "up", "voted_at": row.created_at}
        for row in rows
        for expert in about[row.id] & known
    ]


def _about(row: Row[*tuple[Any, ...]]) -> set[UUID]:
    """The experts whom the vote names; all who were shown where it names none."""
    return {UUID(text) for text in row.expert_ids or [card["id"] for card in row.shown]}
