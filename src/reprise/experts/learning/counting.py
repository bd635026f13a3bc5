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
from reprise.experts.learning.repository import Place

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
        async with database.transaction() as session:
            place, votes = await _count_batch(session, place)
        looked_at += votes
    return looked_at


async def _count_batch(session: AsyncSession, place: Place) -> tuple[Place | None, int]:
    votes = await repository.votes_after(session, place, _BATCH)
    if votes:
        await _count(session, {vote.conversation_id for vote in votes})
    last = votes[-1] if len(votes) == _BATCH else None
    return (None if last is None else (last.created_at, last.id)), len(votes)


async def _count(session: AsyncSession, conversations: Collection[UUID]) -> None:
    rows = await repository.what_counts(session, conversations)
    about = {row.id: _about(row) for row in rows}
    known = await repository.existing(session, {expert for experts in about.values() for expert in experts})
    counted: list[dict[str, Any]] = [
        {"conversation_id": row.id, "expert_id": expert, "up": row.vote == "up", "voted_at": row.created_at}
        for row in rows
        for expert in about[row.id] & known
    ]
    await repository.recount(session, conversations, counted)


def _about(row: Row[*tuple[Any, ...]]) -> set[UUID]:
    """The experts whom the vote names; all who were shown where it names none."""
    return {UUID(text) for text in row.expert_ids or [card["id"] for card in row.shown]}
