"""What verdicts rest on, read for several tests in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.songs.abtests import repository as tests
from reprise.songs.abtests.models import AbTest
from reprise.songs.abtests.results import repository
from reprise.songs.abtests.results.repository import Stamp
from reprise.songs.abtests.schemas import AbTestStatus
from reprise.songs.abtests.statistics.ballots import Ballot
from reprise.songs.abtests.statistics.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Asked:
    """A test whose verdict is wanted; `names` are those of its sides, for the sentences."""

    test: AbTest
    status: AbTestStatus
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a verdict rests on; `votes` stands for the votes themselves and is None without any."""

    votes: Stamp | None
    exhausted: frozenset[UUID]
    finished_after: Mapping[Hashable, int]
    closed: bool
    names: tuple[str, str]

    @property
    def key(self) -> Hashable:
        finished = frozenset(self.finished_after.items())
        return self.votes, self.exhausted, finished, self.closed, self.names


@dataclass(frozen=True, slots=True)
class Judged:
    """`changed` counts pairs that a rater voted on again; `by_pair` what was said of each, by its number."""

    verdict: Verdict
    changed: int
    by_pair: Mapping[int, Counter[str]]


async def gather(session: AsyncSession, asked: Sequence[Asked]) -> dict[UUID, Evidence]:
    """Of each of them by its id, in three statements whatever their number."""
    ids = [one.test.id for one in asked]
    stamps = await repository.stamps(session, ids)
    # Whoever waits for pairs that are still being made has not finished.
    exhausted = await tests.exhausted(session, [one.test.id for one in asked if one.status != "generating"])
    finished_after = await repository.finished_after(session, ids)
    return {
        one.test.id: Evidence(
            votes=stamps.get(one.test.id),
            exhausted=frozenset(exhausted.get(one.test.id, ())),
            finished_after=finished_after.get(one.test.id, {}),
            closed=one.test.closed_at is not None,
            names=one.names,
        )
        for one in asked
    }


def judge_votes(evidence: Evidence, votes: Sequence[Any]) -> Judged:
    """`votes` are rows of `repository.votes`. Takes up to a second of processor time with 30,000 of them."""
    ballots: dict[tuple[UUID, int], Ballot] = {}
    again = set()
    for vote in votes:
        place = vote.rater_id, vote.pair_number
        if place in ballots:
            again.add(place)
        # It stays at the place of the first vote.
        ballots[place] = Ballot(vote.rater_id, vote.pair_number, vote.prefers)
    by_pair: dict[int, Counter[str]] = {}
    for (_, pair_number), ballot in ballots.items():
        by_pair.setdefault(pair_number, Counter())[ballot.choice] += 1
    verdict = judge(
        list(ballots.values()),
        exhausted=evidence.exhausted,
        finished_after=evidence.finished_after,
        closed=evidence.closed,
        names=evidence.names,
    )
    return Judged(verdict, len(again), by_pair)
