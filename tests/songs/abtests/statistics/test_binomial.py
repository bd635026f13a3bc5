"""The exact test, against scipy."""

from __future__ import annotations

import pytest
from scipy import stats

from reprise.songs.abtests.statistics.binomial import at_least, clopper_pearson, exact_test

CASES = [
    (0, 0),
    (0, 1),
    (1, 1),
    (3, 7),
    (5, 10),
    (0, 40),
    (40, 40),
    (61, 100),
    (260, 500),
    (500_900, 1_000_000),
]


@pytest.mark.parametrize(("wins", "n"), [case for case in CASES if case[1]])
def test_p_value_and_interval_are_those_of_scipy(wins: int, n: int) -> None:
    ours, theirs = exact_test(wins, n), stats.binomtest(wins, n)
    interval = theirs.proportion_ci(method="exact")
    assert ours.p_value == pytest.approx(theirs.pvalue, rel=1e-7)
    assert ours.interval == pytest.approx((interval.low, interval.high), rel=1e-7, abs=1e-12)


def test_without_votes_nothing_is_known() -> None:
    assert exact_test(0, 0).p_value == 1
    assert exact_test(0, 0).interval == (0, 1)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.97])
def test_tails_are_those_of_scipy(share: float) -> None:
    for wins in range(41):
        assert at_least(wins, 40, share) == pytest.approx(stats.binom.sf(wins - 1, 40, share), rel=1e-9)


@pytest.mark.parametrize(("wins", "n"), CASES)
def test_swapping_the_sides_mirrors_it(wins: int, n: int) -> None:
    lower, upper = clopper_pearson(wins, n)
    assert clopper_pearson(n - wins, n) == pytest.approx((1 - upper, 1 - lower), abs=1e-12)
    assert exact_test(wins, n).p_value == exact_test(n - wins, n).p_value
