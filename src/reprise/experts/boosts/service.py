"""The boosts of all experts, kept in the process for as long as no vote is counted."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.experts.boosts import repository
from reprise.experts.boosts.posterior import Thumbs, boost

# Of votes that are gone nothing tells.
_OLDEST: Final = 60.0


@dataclass(frozen=True, slots=True)
class _Standings:
    newest: datetime | None
    read_at: float
    thumbs: Mapping[UUID, Thumbs]
    everybody: Thumbs
    factors: dict[tuple[int, float], Mapping[UUID, float]] = field(default_factory=dict)


class Boosts:
    """One for each process; asked in the request's own session."""

    def __init__(self) -> None:
        self._standings: _Standings | None = None

    async def factors(self, session: AsyncSession, *, least_votes: int, bound: float) -> Mapping[UUID, float]:
        """What to multiply an expert's score by, 1 - bound to 1 + bound; who is missing has 1."""
        standings = await self._current(session)
        asked = least_votes, bound
        if asked not in standings.factors:
            standings.factors.clear()
            standings.factors[asked] = _factors(standings, least_votes, bound)
        return standings.factors[asked]

    async def _current(self, session: AsyncSession) -> _Standings:
        newest = await repository.newest(session)
        kept = self._standings
        if kept is not None and kept.newest == newest and time.monotonic() - kept.read_at < _OLDEST:
            return kept
        thumbs = await repository.of_experts(session)
        everybody = Thumbs(sum(one.up for one in thumbs.values()), sum(one.votes for one in thumbs.values()))
        self._standings = _Standings(newest, time.monotonic(), thumbs, everybody)
        return self._standings


def _factors(standings: _Standings, least_votes: int, bound: float) -> Mapping[UUID, float]:
    found = {
        expert_id: 1 + boost(thumbs, standings.everybody, least_votes=least_votes, bound=bound)
        for expert_id, thumbs in standings.thumbs.items()
    }
    return {expert_id: factor for expert_id, factor in found.items() if factor != 1}
