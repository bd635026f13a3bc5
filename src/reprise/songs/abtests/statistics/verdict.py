"""Both claims about an A/B test, as figures and as one plain sentence each."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reprise.songs.abtests.statistics import eprocess, raters, sentences
from reprise.songs.abtests.statistics.agreement import agreement
from reprise.songs.abtests.statistics.ballots import (
    Ballot,
    Counts,
    count,
    decisive_votes,
    finished_shares,
)
from reprise.songs.abtests.statistics.binomial import ExactTest, exact_test
from reprise.songs.abtests.statistics.looks import Look, Watch

MOST_E_VALUE = 1e300
"""Larger e-values are given as this; JSON knows no infinity."""


@dataclass(frozen=True, slots=True)
class Claim:
    """`n` decisive votes, or finished raters; `win_rate` is B's share, None without any.

    `e_value` is today's; `decided` stays from the look `decided_after` on, while the sequence is `consistent`
    (see looks.Watch). `interval` bounds B's rate with 95 % at all looks at once. `more_raters` is an estimate
    of what a decision still takes: None when decided or unknowable, and for these raters. `looks` draws the
    interval over time.
    """

    n: int
    win_rate: float | None
    interval: tuple[float, float]
    e_value: float
    decided: bool
    sentence: str
    consistent: bool
    decided_after: int | None
    more_raters: int | None
    looks: Sequence[Look]

    @property
    def leader(self) -> Literal["a", "b"] | None:
        """The side that `sentence` names; None without any vote or rater."""
        if not self.looks:
            return None
        return "b" if sentences.leading_b(self.looks[-1]) else "a"

    @property
    def winner(self) -> Literal["a", "b"] | None:
        return self.leader if self.decided else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`agreement` is Krippendorff's alpha; `exact` is right only for a number of votes fixed beforehand."""

    counts: Counts
    these_raters: Claim
    raters_in_general: Claim
    agreement: float | None
    exact: ExactTest


def judge(
    ballots: Sequence[Ballot],
    *,
    exhausted: Collection[Hashable] = (),
    finished_after: Mapping[Hashable, int] | None = None,
    closed: bool = False,
    names: tuple[str, str] = ("A", "B"),
) -> Verdict:
    """What an A/B test says now.

    Args:
        ballots: valid votes in the order of casting, one per rater and pair.
        exhausted: raters for whom no pair is left.
        finished_after: see `ballots.finished_shares`.
        closed: no more votes come.
        names: of A and of B, for the sentences.
    """
    votes = decisive_votes(ballots)
    shares = finished_shares(ballots, exhausted=exhausted, finished_after=finished_after, closed=closed)
    return Verdict(
        counts=count(ballots),
        these_raters=_these_raters(eprocess.follow(votes), names),
        raters_in_general=_raters_in_general(raters.follow(shares), shares, names),
        agreement=agreement(ballots),
        exact=exact_test(sum(votes), len(votes)),
    )


def _these_raters(watch: Watch, names: tuple[str, str]) -> Claim:
    sentence = sentences.about_these_raters(_finding(watch, names))
    return _claim(watch, sentence, more_raters=None)


def _raters_in_general(watch: Watch, shares: Sequence[float], names: tuple[str, str]) -> Claim:
    more = None if watch.decided else raters.more_raters(shares)
    sentence = sentences.about_raters_in_general(_finding(watch, names), more, raters.MIN_RATERS)
    return _claim(watch, sentence, more_raters=more)


def _finding(watch: Watch, names: tuple[str, str]) -> sentences.Finding:
    last = watch.looks[-1] if watch.looks else None
    return sentences.Finding(last, watch.decided, watch.consistent, names)


def _claim(watch: Watch, sentence: str, more_raters: int | None) -> Claim:
    last = watch.looks[-1] if watch.looks else None
    return Claim(
        n=last.n if last else 0,
        win_rate=last.win_rate if last else None,
        interval=(last.lower, last.upper) if last else (0.0, 1.0),
        e_value=math.exp(min(last.log_e, math.log(MOST_E_VALUE))) if last else 1.0,
        decided=watch.decided,
        sentence=sentence,
        consistent=watch.consistent,
        decided_after=watch.decided_after,
        more_raters=more_raters,
        looks=watch.looks,
    )
