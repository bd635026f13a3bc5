"""Entries for every question: by plain statements, and many at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from reprise.core.db import Database
from reprise.core.rounds import Rounds
from reprise.experts.directory import repository
from reprise.experts.directory.entries import Entries


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
        known = await self._database.read(lambda connection: repository.entries(connection, together))
        return [known] * len(wanted)
