"""How often the procedure errs and finds, looking after every vote and after every rater.

Each bound is tested so that a procedure that just keeps it fails with a probability below 1e-4, by the
binomial distribution of the number of runs. `REPRISE_TEST_SIMULATION_RUNS=4000` runs at full size, where the
rates themselves are held against the bounds, too.
"""

from __future__ import annotations

import math
import os
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats
from tests.songs.abtests.statistics import exact

from reprise.songs.abtests.statistics import eprocess, raters
from reprise.songs.abtests.statistics.ballots import Ballot, decisive_votes, finished_shares
from reprise.songs.abtests.statistics.looks import LOG_THRESHOLD, Watch
from reprise.songs.abtests.statistics.simulate import (
    Scenario,
    decide,
    draw,
    first_decision,
    log_e_of_raters,
    log_e_of_votes,
    shares,
    simulate,
)

FULL = 4_000
RUNS = int(os.environ.get("REPRISE_TEST_SIMULATION_RUNS", "400"))
SEED = 4
RARE = 1e-4
NO_DIFFERENCE = Scenario(0.5, 500)
SIXTY = Scenario(0.6, 500)
SEVENTY = Scenario(0.7, 500)
TEN_WITH_TASTES = Scenario(0.5, 500, raters=10, taste_sd=1.0)
FORTY_WITH_TASTES = Scenario(0.5, 480, raters=40, taste_sd=1.0)
FORTY_AT_SEVENTY = Scenario(0.7, 480, raters=40, taste_sd=1.0)


def assert_at_most(bound: float, events: int, runs: int) -> None:
    assert stats.binom.sf(events - 1, runs, bound) >= RARE, f"{events} of {runs}"
    if runs >= FULL:
        assert events / runs <= bound


def assert_at_least(bound: float, events: int, runs: int) -> None:
    assert_at_most(1 - bound, runs - events, runs)


def test_the_bounds_catch_a_procedure_that_errs_twice_as_often() -> None:
    with pytest.raises(AssertionError):
        assert_at_most(0.05, 40, 400)
    with pytest.raises(AssertionError):
        assert_at_least(0.88, 320, 400)
    assert_at_most(0.05, 20, 400)
    assert_at_least(0.88, 352, 400)


def test_these_raters_err_in_at_most_five_percent() -> None:
    assert_at_most(0.05, int((decide(NO_DIFFERENCE, RUNS, SEED).votes > 0).sum()), RUNS)


def test_these_raters_find_sixty_percent() -> None:
    assert_at_least(0.88, int((decide(SIXTY, RUNS, SEED).votes > 0).sum()), RUNS)


def test_these_raters_find_seventy_percent_within_sixty_votes_in_half_the_runs() -> None:
    decided = decide(SEVENTY, RUNS, SEED).votes
    assert_at_least(0.5, int(((decided > 0) & (decided <= 60)).sum()), RUNS)
    assert np.median(decided[decided > 0]) <= 60


@pytest.mark.parametrize("scenario", [TEN_WITH_TASTES, FORTY_WITH_TASTES], ids=["10x50", "40x12"])
def test_raters_in_general_err_in_at_most_five_percent_whatever_their_tastes(scenario: Scenario) -> None:
    assert_at_most(0.05, int((decide(scenario, RUNS, SEED).raters > 0).sum()), RUNS)


def test_votes_of_few_raters_with_tastes_are_no_evidence_about_raters_in_general() -> None:
    """Otherwise the test above would hold for the other claim as well."""
    assert (decide(TEN_WITH_TASTES, RUNS, SEED).votes > 0).mean() > 0.5


def test_raters_in_general_find_seventy_percent_with_forty_raters() -> None:
    assert_at_least(0.8, int((decide(FORTY_AT_SEVENTY, RUNS, SEED).raters > 0).sum()), RUNS)


@pytest.mark.parametrize(("rate", "low", "high"), [(0.5, 0, 0.05), (0.6, 0.88, 1), (0.7, 0.999, 1)])
def test_without_chance_the_probabilities_are_as_promised(rate: float, low: float, high: float) -> None:
    chance = exact.chance_by_look(rate, 500, exact.decided)
    assert low <= chance[-1] <= high
    if rate == 0.7:
        assert chance[59] >= 0.5


def test_simulated_and_calculated_probabilities_agree() -> None:
    chance = exact.chance_by_look(0.6, 300, exact.decided)
    decided = decide(Scenario(0.6, 300), RUNS, SEED).votes
    for look in (50, 100, 200, 300):
        events = int(((decided > 0) & (decided <= look)).sum())
        assert stats.binomtest(events, RUNS, chance[look - 1]).pvalue > RARE


@pytest.mark.parametrize("rate", [Fraction(1, 2), Fraction(3, 5), Fraction(4, 5), Fraction(19, 20)])
def test_intervals_for_votes_hold_the_truth_at_all_looks_together(rate: Fraction) -> None:
    """P(the true rate is ever outside), calculated exactly."""
    outside = exact.chance_by_look(
        float(rate), 250, lambda wins, n: exact.mixture_against(wins, n, rate) >= 20
    )
    assert 0 < outside[-1] <= 0.05


@pytest.mark.parametrize(("a", "b"), [(1, 1), (3, 1), (0.5, 0.5), (8, 4)])
def test_intervals_for_raters_hold_the_truth_at_all_looks_together(a: float, b: float) -> None:
    """A mean lies outside from the look on at which the e-value against it reaches 20 (test_raters.py)."""
    rng, mean, missed = np.random.default_rng(SEED), a / (a + b), 0
    for _ in range(RUNS):
        finished = (rng.binomial(12, rng.beta(a, b, 40)) / 12).tolist()
        looks = range(1, len(finished) + 1)
        missed += any(raters.log_e_value(finished[:n], mean) >= LOG_THRESHOLD for n in looks)
    assert_at_most(0.05, missed, RUNS)


@pytest.mark.parametrize(
    "scenario",
    [Scenario(0.65, 120), Scenario(0.7, 150, 10, 1.0), Scenario(0.8, 75, 20, 0.5), Scenario(0.3, 60, 60)],
    ids=lambda scenario: f"{scenario.votes}x{scenario.raters}",
)
def test_it_is_the_procedure_of_results(scenario: Scenario) -> None:
    decisions = decide(scenario, 12, SEED)
    (drawn,) = draw(scenario, 12, SEED)
    of_votes, of_raters = log_e_of_votes(drawn), log_e_of_raters(shares(drawn, scenario))
    for run, votes in enumerate(drawn):
        ballots = _ballots(votes.tolist(), scenario)
        watched = eprocess.follow(decisive_votes(ballots))
        assert [look.log_e for look in watched.looks] == pytest.approx(of_votes[run].tolist(), abs=1e-9)
        assert (watched.decided_after or 0) == decisions.votes[run]
        finished = finished_shares(ballots, exhausted=range(scenario.raters))
        watched = raters.follow(finished)
        assert [look.log_e for look in watched.looks] == pytest.approx(of_raters[run].tolist(), abs=1e-9)
        assert (watched.decided_after or 0) == decisions.raters[run]
        assert decisions.votes_for_raters[run] == _votes_until(ballots, watched)


def test_the_same_seed_gives_the_same_figures_and_another_seed_others() -> None:
    assert simulate(SIXTY, 50, 1) == simulate(SIXTY, 50, 1)
    assert simulate(SIXTY, 50, 1) != simulate(SIXTY, 50, 2)


def test_batches_are_as_large_as_asked_for() -> None:
    scenario = Scenario(0.5, 300_000)
    assert sum(len(batch) for batch in draw(scenario, 15, SEED)) == 15


def test_a_decision_counts_from_the_first_look_that_may_decide() -> None:
    log_e = np.array([[0, 4, 0, 0], [0, 0, 0, 4], [0, 0, 0, LOG_THRESHOLD - 1e-9]])
    assert first_decision(log_e).tolist() == [2, 4, 0]
    assert first_decision(log_e, minimum=3).tolist() == [3, 4, 0]


@pytest.mark.parametrize(
    "fields",
    [
        {"true_rate": 0.0, "votes": 10},
        {"true_rate": 1.0, "votes": 10},
        {"true_rate": math.nan, "votes": 10},
        {"true_rate": 0.5, "votes": 10, "raters": 11},
        {"true_rate": 0.5, "votes": 0, "raters": 0},
        {"true_rate": 0.5, "votes": 10, "taste_sd": -1.0},
        {"true_rate": 0.5, "votes": 10, "taste_sd": math.nan},
    ],
)
def test_what_makes_no_sense_is_refused(fields: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        Scenario(**fields)


def _ballots(votes: list[bool], scenario: Scenario) -> list[Ballot]:
    """Raters one after another."""
    who = [rater for rater, count in enumerate(scenario.votes_per_rater) for _ in range(count)]
    return [
        Ballot(rater, pair, "ab"[vote]) for pair, (rater, vote) in enumerate(zip(who, votes, strict=True))
    ]


def _votes_until(ballots: list[Ballot], watch: Watch) -> int:
    """All votes of the raters until the decision."""
    if watch.decided_after is None:
        return 0
    return sum(ballot.rater < watch.decided_after for ballot in ballots)
