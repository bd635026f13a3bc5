"""Raters in general: wealth in exact fractions, intervals by bisection, and what must not change."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.songs.abtests.statistics import exact

from reprise.songs.abtests.statistics.looks import LOG_THRESHOLD, Watch
from reprise.songs.abtests.statistics.raters import MIN_RATERS, follow, log_e_value, more_raters

twelfths = st.lists(st.integers(0, 12).map(lambda wins: Fraction(wins, 12)), min_size=1, max_size=25)
examples = settings(deadline=None, derandomize=True, max_examples=40)


@examples
@given(twelfths, st.sampled_from([Fraction(1, 2), Fraction(1, 5), Fraction(9, 10)]))
def test_e_values_are_the_exact_mean_wealth(shares: list[Fraction], mean: Fraction) -> None:
    exactly = math.log(exact.wealth(shares, mean))
    assert log_e_value(map(float, shares), float(mean)) == pytest.approx(exactly, abs=1e-9)


@examples
@given(twelfths)
def test_intervals_are_the_running_intersection_of_what_bisection_finds(shares: list[Fraction]) -> None:
    lower, upper, cast = 0.0, 1.0, list(map(float, shares))
    for look in follow(cast).looks:
        low, high = _interval(cast[: look.n])
        lower, upper = max(lower, low), min(upper, high)
        if lower > upper:
            return
        assert (look.lower, look.upper) == pytest.approx((lower, upper), abs=1e-8)


@examples
@given(twelfths)
def test_intervals_only_shrink_and_a_decision_stays_while_raters_agree(shares: list[Fraction]) -> None:
    cast, decided = list(map(float, shares)), False
    for count in range(1, len(cast) + 1):
        watch = follow(cast[:count])
        if not watch.consistent:
            return
        assert watch.decided >= decided
        decided = watch.decided
        look = watch.looks[-1]
        assert decided == (count >= MIN_RATERS and not look.lower <= 0.5 <= look.upper)
    for earlier, later in itertools.pairwise(watch.looks):
        assert earlier.lower <= later.lower < later.upper <= earlier.upper


@examples
@given(twelfths, st.randoms())
def test_neither_order_nor_names_matter(shares: list[Fraction], chance: Random) -> None:
    cast = list(map(float, shares))
    log_e = log_e_value(cast)
    assert log_e_value(chance.sample(cast, len(cast))) == pytest.approx(log_e, abs=1e-9)
    assert log_e_value([1 - share for share in cast]) == pytest.approx(log_e, abs=1e-9)
    watch, mirrored = follow(cast), follow([1 - share for share in cast])
    assert watch.decided == mirrored.decided
    for look, other in zip(watch.looks, mirrored.looks, strict=True):
        assert (1 - other.upper, 1 - other.lower) == pytest.approx((look.lower, look.upper), abs=1e-9)


def test_under_eight_raters_nothing_is_decided() -> None:
    assert not follow([1.0] * 7).decided
    assert follow([1.0] * 8).decided_after == 8


def test_the_minimum_holds_whatever_the_evidence() -> None:
    watch = Watch(MIN_RATERS)
    for n in range(1, MIN_RATERS + 1):
        assert not watch.decided
        watch.look(n, 1.0, lambda rate: (100 * (1 - rate), -100.0))
    assert watch.decided_after == MIN_RATERS


def test_raters_without_a_preference_decide_nothing() -> None:
    watch = follow([0.5] * 400)
    assert not watch.decided
    assert watch.looks[-1].log_e == pytest.approx(0, abs=1e-9)
    assert more_raters([0.5] * 400) is None


def test_what_contradicts_itself_counts_as_a_whole() -> None:
    watch = follow([1.0] * 30 + [0.0] * 30)
    assert not watch.consistent
    assert not watch.decided


def test_how_many_more_raters_is_unknown_for_a_few_and_for_a_hint_that_noise_could_give() -> None:
    assert more_raters([]) is None
    assert more_raters([1.0, 1.0]) is None
    assert more_raters([0.5, 7 / 12, 5 / 12, 0.5, 7 / 12]) is None


def test_how_many_more_raters_it_takes_at_least_fills_the_minimum() -> None:
    assert more_raters([1.0] * 4) == 4


@pytest.mark.parametrize("pattern", [[0.75, 0.5, 0.75], [0.9, 0.6], [0.25, 0.4]])
def test_the_projection_comes_true_if_raters_go_on_alike(pattern: list[float]) -> None:
    soon = [share for share, _ in zip(itertools.cycle(pattern), range(9), strict=False)]
    later = [share for share, _ in zip(itertools.cycle(pattern), range(300), strict=False)]
    after, projected = follow(later).decided_after, more_raters(soon)
    assert after is not None
    assert projected is not None
    assert 0.5 * after <= 9 + projected <= 2 * after


def _interval(shares: list[float]) -> tuple[float, float]:
    mean = sum(shares) / len(shares)
    return _edge(shares, 0.0, mean), _edge(shares, 1.0, mean)


def _edge(shares: list[float], outside: float, inside: float) -> float:
    if log_e_value(shares, outside) < LOG_THRESHOLD:
        return outside
    for _ in range(50):
        middle = (outside + inside) / 2
        if log_e_value(shares, middle) < LOG_THRESHOLD:
            inside = middle
        else:
            outside = middle
    return outside
