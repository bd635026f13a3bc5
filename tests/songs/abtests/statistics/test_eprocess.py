"""These raters: e-values in exact fractions, intervals by another root finder, what must not change."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special, stats
from tests.songs.abtests.statistics import exact

from reprise.songs.abtests.statistics.eprocess import follow, log_e_value
from reprise.songs.abtests.statistics.looks import LOG_THRESHOLD

votes = st.lists(st.booleans(), min_size=1, max_size=80)
examples = settings(deadline=None, derandomize=True, max_examples=40)


def test_e_values_are_the_exact_fractions() -> None:
    for n in range(121):
        for wins in range(n + 1):
            logarithm = math.log(exact.e_value(wins, n))
            assert log_e_value(wins, n) == pytest.approx(logarithm, abs=1e-10)


def test_rounding_never_changes_a_decision() -> None:
    for n in range(1, 401):
        for wins in range(n + 1):
            assert (log_e_value(wins, n) >= LOG_THRESHOLD) == exact.decided(wins, n)


@pytest.mark.parametrize("rate", [Fraction(1, 10), Fraction(1, 2), Fraction(3, 5), Fraction(99, 100)])
def test_against_any_rate_it_is_the_exact_fraction(rate: Fraction) -> None:
    for wins, n in ((0, 0), (0, 3), (7, 9), (12, 12), (40, 100)):
        logarithm = math.log(exact.mixture_against(wins, n, rate))
        assert log_e_value(wins, n, float(rate)) == pytest.approx(logarithm, abs=1e-10)


def test_a_million_votes_are_no_trouble() -> None:
    n, wins = 1_000_000, 503_000
    binomial = stats.binom.logpmf(wins, n, 0.5)
    assert log_e_value(wins, n) == pytest.approx(-math.log(n + 1) - binomial, abs=1e-6)
    assert log_e_value(0, n) == pytest.approx(n * math.log(2) - math.log(n + 1))


def test_rates_that_cannot_be_are_refuted_for_good() -> None:
    assert log_e_value(1, 3, 0) == math.inf
    assert log_e_value(1, 3, 1) == math.inf
    assert log_e_value(0, 3, 0) < 0


@examples
@given(votes)
def test_intervals_are_the_running_intersection_of_what_another_root_finder_finds(cast: list[bool]) -> None:
    lower, upper = 0.0, 1.0
    for look in follow(cast).looks:
        wins = sum(cast[: look.n])
        low, high = _interval(wins, look.n)
        lower, upper = max(lower, low), min(upper, high)
        if lower > upper:
            return
        assert (look.lower, look.upper) == pytest.approx((lower, upper), abs=1e-8)


@examples
@given(votes)
def test_intervals_only_shrink_and_a_decision_stays_while_votes_agree(cast: list[bool]) -> None:
    decided = False
    for count in range(1, len(cast) + 1):
        watch = follow(cast[:count])
        if not watch.consistent:
            return
        assert watch.decided >= decided
        decided = watch.decided
        assert decided == any(exact.decided(sum(cast[:n]), n) for n in range(1, count + 1))
        look = watch.looks[-1]
        assert decided == (not look.lower <= 0.5 <= look.upper)
    for earlier, later in itertools.pairwise(watch.looks):
        assert earlier.lower <= later.lower < later.upper <= earlier.upper


@examples
@given(votes)
def test_swapping_a_and_b_mirrors_everything(cast: list[bool]) -> None:
    watch, mirrored = follow(cast), follow([not vote for vote in cast])
    assert (watch.decided, watch.consistent) == (mirrored.decided, mirrored.consistent)
    for look, other in zip(watch.looks, mirrored.looks, strict=True):
        assert other.log_e == pytest.approx(look.log_e, abs=1e-9)
        assert (1 - other.upper, 1 - other.lower) == pytest.approx((look.lower, look.upper), abs=1e-9)


@examples
@given(votes, st.randoms())
def test_the_order_of_votes_does_not_change_todays_e_value(cast: list[bool], chance: Random) -> None:
    shuffled = chance.sample(cast, len(cast))
    assert follow(shuffled).looks[-1].log_e == follow(cast).looks[-1].log_e


def test_more_votes_for_b_raise_the_bounds() -> None:
    bounds = [_interval(wins, 60) for wins in range(61)]
    assert bounds == sorted(bounds)


def test_a_decision_falls_once_and_is_remembered() -> None:
    watch = follow([True] * 8 + [False, True] * 10)
    assert watch.decided_after == 8, "2^8 / 9 > 20 and 2^7 / 8 < 20"
    assert watch.looks[-1].log_e < LOG_THRESHOLD
    assert watch.decided
    assert watch.looks[-1].lower > 0.5


def test_when_early_and_late_votes_contradict_each_other_only_all_of_them_count() -> None:
    watch = follow([True] * 40 + [False] * 40)
    assert not watch.consistent
    assert not watch.decided
    assert watch.decided_after == 8
    assert (watch.looks[-1].lower, watch.looks[-1].upper) == pytest.approx(_interval(40, 80), abs=1e-9)


def test_without_votes_nothing_is_decided() -> None:
    watch = follow([])
    assert (watch.decided, watch.consistent, watch.looks) == (False, True, [])


def _interval(wins: int, n: int) -> tuple[float, float]:
    """From one look alone; the beta functions are scipy's, the roots Brent's."""

    def excess(rate: float) -> float:
        likelihood = special.xlogy(wins, rate) + special.xlog1py(n - wins, -rate)
        return special.betaln(wins + 1, n - wins + 1) - likelihood - LOG_THRESHOLD

    share, near = wins / n, 1e-15
    lower = optimize.brentq(excess, near, share, xtol=1e-13) if wins else 0.0
    upper = optimize.brentq(excess, share, 1 - 1e-15, xtol=1e-13) if wins < n else 1.0
    return lower, upper
