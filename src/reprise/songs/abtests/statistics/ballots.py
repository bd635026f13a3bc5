"""Votes as statistics see them: who chose which side of which pair, in the order of casting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
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
    ballots: Sequence[Ballot],
    *,
    exhausted: Collection[Hashable] = (),
    finished_after: Mapping[Hashable, int] | None = None,
    closed: bool = False,
) -> list[float]:
    """B's share of each finished rater's decisive votes, in the order in which they finished.

    A rater finishes with their 12th vote, or with their last one when they are among `exhausted` (no pair is
    left for them) or the test is closed. Whoever had heard all pairs before more came has finished with the
    vote that `finished_after` says. Later votes change nothing, so that a share, once it has counted, stays
    what it was; and whom only the closing finishes comes after all others, so that looks that were taken stay
    what they were. Who cast no decisive vote until then says nothing about A and B and is left out.
    """
    cast = Counter(ballot.rater for ballot in ballots)
    seen: Counter[Hashable] = Counter()
    tallies: dict[Hashable, list[bool]] = {}
    shares: list[float] = []
    by_closing: list[float] = []
    ends = finished_after or {}
    for ballot in ballots:
        rater, votes = ballot.rater, tallies.setdefault(ballot.rater, [])
        end = min(ends.get(rater, FINISH_AFTER), FINISH_AFTER)
        seen[rater] += 1
        if seen[rater] > end:
            continue
        if ballot.decisive:
            votes.append(ballot.choice == "b")
        last = seen[rater] == cast[rater]
        if votes and (seen[rater] == end or (last and rater in exhausted)):
            shares.append(sum(votes) / len(votes))
        elif votes and last and closed:
            by_closing.append(sum(votes) / len(votes))
    return shares + by_closing
