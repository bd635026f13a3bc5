"""Votes as statistics see them: who chose which side of which pair, in the order of casting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

Choice = Literal["a", "b", "tie", "both_bad"]
FINISH_AFTER = 12
"""Votes after which a rater counts in `raters_in_general`; later ones count in `these_raters` alone."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One rater's valid choice on one pair, unblinded; a vote that was superseded is not among them."""

    rater: Hashable
    pair: Hashable
    choice: Choice

    @property
    def decisive(self) -> bool:
        return self.choice in {"a", "b"}


@dataclass(frozen=True, slots=True)
class Counts:
    """Votes by choice, and the people behind them."""

    a: int
    b: int
    ties: int
    both_bad: int
    raters: int

    @property
    def decisive(self) -> int:
        return self.a + self.b

    @property
    def total(self) -> int:
        return self.a + self.b + self.ties + self.both_bad


def count(ballots: Sequence[Ballot]) -> Counts:
    choices = Counter(ballot.choice for ballot in ballots)
    raters = len({ballot.rater for ballot in ballots})
    return Counts(choices["a"], choices["b"], choices["tie"], choices["both_bad"], raters)


def decisive_votes(ballots: Sequence[Ballot]) -> list[bool]:
    """True for B, in the order of casting; ties and both-bad are left out."""
    return [ballot.choice == "b" for ballot in ballots if ballot.decisive]


def finished_shares(
    ballots: Sequence[Ballot], *, exhausted: Collection[Hashable] = (), closed: bool = False
) -> list[float]:
    """B's share of each finished rater's decisive votes, in the order in which they finished.

    A rater finishes with their 12th vote, or with their last one when they are among `exhausted` (no pair is
    left for them) or the test is closed. Votes after the 12th change nothing, so that a share, once it has
    counted, stays what it was. Who cast no decisive vote until then says nothing about A and B and is left
    out.
    """
    cast = Counter(ballot.rater for ballot in ballots)
    seen: Counter[Hashable] = Counter()
    tallies: dict[Hashable, list[bool]] = {}
    shares: list[float] = []
    for ballot in ballots:
        rater, votes = ballot.rater, tallies.setdefault(ballot.rater, [])
        seen[rater] += 1
        if seen[rater] > FINISH_AFTER:
            continue
        if ballot.decisive:
            votes.append(ballot.choice == "b")
        last = seen[rater] == cast[rater] and (closed or rater in exhausted)
        if votes and (seen[rater] == FINISH_AFTER or last):
            shares.append(sum(votes) / len(votes))
    return shares
