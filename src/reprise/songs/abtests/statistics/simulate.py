"""How often the procedure decides, and how soon, when the truth is known.

It is the procedure of results (`eprocess`, `raters`, `ballots`), computed for many runs at once; a test holds
the two against each other, look by look.

This module loads numpy: import it where it is used, not where a server starts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reprise.songs.abtests.statistics.ballots import FINISH_AFTER
from reprise.songs.abtests.statistics.binomial import clopper_pearson
from reprise.songs.abtests.statistics.looks import LOG_THRESHOLD
from reprise.songs.abtests.statistics.raters import FRACTIONS, MIN_RATERS

_NUMBERS_AT_ONCE = 2_000_000

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Votes = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is true, and who votes how often.

    Raters come one after another and share `votes` evenly (the first ones cast one more where it does not
    come out even). A rater's logit of preferring B is that of `true_rate` plus a normal deviate of
    `taste_sd`; their votes are all decisive.
    """

    true_rate: float
    votes: int
    raters: int = 1
    taste_sd: float = 0.0

    def __post_init__(self) -> None:
        if not 0 < self.true_rate < 1:
            raise ValueError("The true rate lies between 0 and 1, both excluded.")
        if not 1 <= self.raters <= self.votes:
            raise ValueError("There is at least one rater, and at least one vote for each.")
        if not 0 <= self.taste_sd < math.inf:
            raise ValueError("The spread of tastes is 0 or more.")

    @property
    def votes_per_rater(self) -> Integers:
        extra = np.arange(self.raters) < self.votes % self.raters
        return self.votes // self.raters + extra.astype(np.int64)


@dataclass(frozen=True, slots=True)
class Decisions:
    """For every run, the number of votes and of raters at the decision; 0 where none fell."""

    votes: Integers
    raters: Integers
    votes_for_raters: Integers


@dataclass(frozen=True, slots=True)
class Summary:
    """The share of runs with a decision at any look, its 95 % interval, and the median of those runs."""

    decision_rate: float
    interval: tuple[float, float]
    median_votes_to_decision: float | None


@dataclass(frozen=True, slots=True)
class Simulation:
    these_raters: Summary
    raters_in_general: Summary


def simulate(scenario: Scenario, runs: int, seed: int) -> Simulation:
    """Look after every vote of every run; the same seed gives the same figures."""
    decisions = decide(scenario, runs, seed)
    return Simulation(_summary(decisions.votes), _summary(decisions.votes_for_raters))


def decide(scenario: Scenario, runs: int, seed: int) -> Decisions:
    ends = np.cumsum(scenario.votes_per_rater)
    of_votes, of_raters = [], []
    for votes in draw(scenario, runs, seed):
        of_votes.append(first_decision(log_e_of_votes(votes)))
        of_raters.append(first_decision(log_e_of_raters(shares(votes, scenario)), MIN_RATERS))
    decided, raters = np.concatenate(of_votes), np.concatenate(of_raters)
    return Decisions(decided, raters, np.where(raters, ends[raters - 1], 0))


def draw(scenario: Scenario, runs: int, seed: int) -> Iterator[Votes]:
    """Batches of shape (runs, votes); True is a vote for B."""
    rng = np.random.default_rng(seed)
    logit = math.log(scenario.true_rate / (1 - scenario.true_rate))
    at_once = max(1, _NUMBERS_AT_ONCE // scenario.votes)
    for done in range(0, runs, at_once):
        size = min(at_once, runs - done)
        tastes = logit + scenario.taste_sd * rng.standard_normal((size, scenario.raters))
        rates = 1 / (1 + np.exp(-tastes))
        yield rng.random((size, scenario.votes)) < np.repeat(rates, scenario.votes_per_rater, axis=1)


def log_e_of_votes(votes: Votes) -> Floats:
    """After every vote, of shape (runs, votes): `eprocess.log_e_value`."""
    n = np.arange(1, votes.shape[1] + 1)
    wins = np.cumsum(votes, axis=1)
    log_factorial = np.array([math.lgamma(number + 1) for number in range(votes.shape[1] + 2)])
    mixture: Floats = log_factorial[wins] + log_factorial[n - wins] - log_factorial[n + 1]
    return mixture + n * math.log(2)


def shares(votes: Votes, scenario: Scenario) -> Floats:
    """Of shape (runs, raters): B's share of what counts of each rater's votes."""
    each = scenario.votes_per_rater
    starts = np.cumsum(each) - each
    counted = np.minimum(each, FINISH_AFTER)
    sums = np.concatenate([np.zeros((len(votes), 1), np.int64), np.cumsum(votes, axis=1)], axis=1)
    wins: Floats = (sums[:, starts + counted] - sums[:, starts]) / counted
    return wins


def log_e_of_raters(finished: Floats) -> Floats:
    """After every rater, of shape (runs, raters): `raters.log_e_value`."""
    bets = np.array([sign * fraction for sign in (1, -1) for fraction in FRACTIONS])
    log_e = np.full(finished.shape, -np.inf)
    for bet in bets:
        log_e = np.logaddexp(log_e, np.cumsum(np.log1p(bet * (2 * finished - 1)), axis=1))
    return log_e - math.log(len(bets))


def first_decision(log_e: Floats, minimum: int = 1) -> Integers:
    """The first look, counted from 1, from `minimum` on that has the threshold reached; 0 for none."""
    reached = np.maximum.accumulate(log_e, axis=1) >= LOG_THRESHOLD
    reached[:, : minimum - 1] = False
    return np.where(reached.any(axis=1), reached.argmax(axis=1) + 1, 0)


def _summary(decided_after: Integers) -> Summary:
    decided = decided_after[decided_after > 0]
    median = float(np.median(decided)) if len(decided) else None
    interval = clopper_pearson(len(decided), len(decided_after))
    return Summary(len(decided) / len(decided_after), interval, median)
