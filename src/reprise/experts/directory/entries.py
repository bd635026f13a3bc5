"""Experts as answers tell of them: read for every question, so by plain statements and many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from reprise.core.db import Database
from reprise.core.rounds import Rounds
from reprise.experts.directory.models import Expert


@dataclass(frozen=True, slots=True)
class Entry:
    """An expert who may be recommended, as the directory has them at this moment."""

    id: UUID
    first_name: str
    last_name: str
    job_title: str | None
    company: str | None
    bio: str | None
    hourly_rate: float | None
    currency: str | None
    profile_url: str | None
    category: str | None
    tags: Sequence[str] | None


Entries = Mapping[UUID, Entry]

_FIELDS: Final = tuple(Entry.__slots__)
_BY_IDS: Final = select(Expert.is_active, *(getattr(Expert, name).label(name) for name in _FIELDS)).where(
    Expert.id.in_(bindparam("ids", expanding=True))
)


def entries(connection: Connection, ids: Sequence[UUID]) -> Entries:
    """Those of them that may be recommended."""
    # Whether they are active is asked here: as a part of the statement it made SQLite go through all who are.
    rows: Any = connection.execute(_BY_IDS, {"ids": _padded(ids)}) if ids else ()
    return {row[1]: Entry(*row[1:]) for row in rows if row[0]}


def _padded(ids: Sequence[UUID]) -> Sequence[UUID]:
    """Of few lengths: each is a statement of its own, which PostgreSQL would have to plan."""
    length = 1 << (len(ids) - 1).bit_length()
    return [*ids, *[ids[-1]] * (length - len(ids))]


class EntryReader:
    """Of one process: what many questions ask for at a moment is read in one statement."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rounds = Rounds(self._read)

    async def of(self, ids: Sequence[UUID]) -> Entries:
        """Those of them that may be recommended, among others perhaps."""
        return await self._rounds.submit(ids) if ids else {}

    async def _read(self, wanted: Sequence[Sequence[UUID]]) -> Sequence[Entries]:
        together = list({expert_id for ids in wanted for expert_id in ids})
        known = await self._database.read(lambda connection: entries(connection, together))
        return [known] * len(wanted)
