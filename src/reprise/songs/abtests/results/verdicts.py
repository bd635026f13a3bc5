"""Verdicts that were worked out, kept until there is a vote more: looking again costs nothing."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from reprise.songs.abtests.results.schemas import Decided
from reprise.songs.abtests.statistics.ballots import Ballot
from reprise.songs.abtests.statistics.verdict import Verdict, judge

_MOST_KEPT: Final = 64
_MOST_DECIDED: Final = 1_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a verdict rests on. `votes` are rows of `repository.votes`, in the order of casting."""

    votes: Sequence[Any]
    exhausted: frozenset[UUID]
    finished_after: Mapping[Hashable, int]
    closed: bool
    names: tuple[str, str]

    def ballots(self) -> list[Ballot]:
        """One a presentation: at the place of its first vote, with the choice of its last."""
        newest: dict[UUID, Ballot] = {}
        for _, presentation_id, rater_id, pair_id, prefers in self.votes:
            newest[presentation_id] = Ballot(rater_id, pair_id, prefers)
        return list(newest.values())


class Verdicts:
    """Works each out in a thread, once for all who ask at the same time; the least recent ones go."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, asyncio.Task[Verdict]] = OrderedDict()
        self._decided: OrderedDict[UUID, tuple[Hashable, Decided]] = OrderedDict()

    def decided(self, ab_test_id: UUID, stamp: Hashable) -> Decided | None:
        """What was kept of this test, if that was with the same stamp."""
        kept = self._decided.get(ab_test_id)
        return kept[1] if kept is not None and kept[0] == stamp else None

    def keep(self, ab_test_id: UUID, stamp: Hashable, decided: Decided) -> None:
        self._decided[ab_test_id] = stamp, decided
        self._decided.move_to_end(ab_test_id)
        while len(self._decided) > _MOST_DECIDED:
            self._decided.popitem(last=False)

    async def of(self, key: Hashable, evidence: Evidence) -> Verdict:
        """`key` changes whenever the evidence does."""
        if key not in self._known:
            self._known[key] = asyncio.create_task(asyncio.to_thread(_judge, evidence))
            while len(self._known) > _MOST_KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        try:
            return await asyncio.shield(self._known[key])
        except Exception:
            self._known.pop(key, None)
            raise


def _judge(evidence: Evidence) -> Verdict:
    return judge(
        evidence.ballots(),
        exhausted=evidence.exhausted,
        finished_after=evidence.finished_after,
        closed=evidence.closed,
        names=evidence.names,
    )
