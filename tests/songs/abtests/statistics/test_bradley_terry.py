"""Bradley-Terry strengths against other optimisers, and how often bootstrap intervals hold the truth."""

from __future__ import annotations

import itertools
import math
import os
from collections.abc import Sequence

import evalica
import numpy as np
import pytest
from scipy import optimize

from reprise.songs.abtests.statistics.bradley_terry import (
    PRIOR_SD,
    PairCount,
    Standing,
    bootstrap,
    fit,
    linked,
    rank,
    wins,
)

RESAMPLES = int(os.environ.get("REPRISE_TEST_BOOTSTRAP_RESAMPLES", "300"))
DATA_SETS = 1_000
Counts = tuple[int, int, int]


def drawn(seed: int, items: int, votes: int) -> list[PairCount[int]]:
    rng = np.random.default_rng(seed)
    strengths = rng.normal(0, 1.2, items)
    pairs = []
    for first, second in itertools.combinations(range(items), 2):
        chance = 0.8 / (1 + math.exp(strengths[second] - strengths[first]))
        pairs.append(PairCount(first, second, *map(int, rng.multinomial(votes, [chance, 0.2, 0.8 - chance]))))
    return pairs


def by_item(standings: Sequence[Standing[int]]) -> list[float]:
    return [standing.strength for standing in sorted(standings, key=lambda standing: standing.item)]


@pytest.mark.parametrize(("seed", "items", "votes"), [(0, 2, 10), (1, 4, 30), (2, 9, 3), (3, 6, 300)])
def test_strengths_are_those_of_a_general_optimiser(seed: int, items: int, votes: int) -> None:
    pairs = drawn(seed, items, votes)

    def loss(strengths: np.ndarray) -> float:
        total = (strengths**2).sum() / (2 * PRIOR_SD**2)
        for pair in pairs:
            lead = strengths[pair.first] - strengths[pair.second]
            total += (pair.first_wins + pair.ties / 2) * np.logaddexp(0, -lead)
            total += (pair.second_wins + pair.ties / 2) * np.logaddexp(0, lead)
        return float(total)

    found = optimize.minimize(loss, np.zeros(items), method="BFGS", options={"gtol": 1e-9}).x
    assert by_item(rank(pairs, resamples=1)) == pytest.approx(found.tolist(), abs=1e-5)


def test_with_many_votes_they_are_those_of_evalica() -> None:
    pairs, winner = drawn(5, 5, 4_000), evalica.Winner
    rows = [
        (pair.first, pair.second, outcome, weight)
        for pair in pairs
        for outcome, weight in zip(
            (winner.X, winner.Draw, winner.Y), (pair.first_wins, pair.ties, pair.second_wins), strict=True
        )
    ]
    xs, ys, outcomes, weights = zip(*rows, strict=True)
    found = evalica.bradley_terry(xs, ys, outcomes, weights=list(weights), tolerance=1e-12, limit=10_000)
    logs = np.log(found.scores.sort_index().to_numpy())
    assert by_item(rank(pairs, resamples=1)) == pytest.approx((logs - logs.mean()).tolist(), abs=2e-3)


def test_who_never_won_is_last_with_a_finite_strength_and_an_interval() -> None:
    standings = rank([PairCount("good", "bad", 30, 0, 0), PairCount("fair", "bad", 20, 0, 0)])
    last = standings[-1]
    assert (last.item, last.wins, last.losses) == ("bad", 0, 50)
    assert -10 < last.lower < last.strength < 0
    assert last.lower < last.upper
    assert 0 < last.chance < 0.1


def test_a_tie_is_half_a_win_for_each() -> None:
    tied = rank([PairCount("x", "y", 10, 8, 2)], resamples=1)
    halved = rank([PairCount("x", "y", 14, 0, 6)], resamples=1)
    assert [standing.strength for standing in tied] == [standing.strength for standing in halved]
    assert (tied[0].wins, tied[0].ties, tied[0].losses) == (10, 8, 2)


def test_the_mean_of_linked_strengths_is_zero_and_others_are_a_group_of_their_own() -> None:
    standings = rank([*drawn(1, 4, 20), PairCount(10, 11, 3, 0, 9)])
    assert [standing.group for standing in standings] == [0, 0, 0, 0, 1, 1]
    assert [standing.item for standing in standings][4:] == [11, 10]
    for group in (0, 1):
        assert sum(one.strength for one in standings if one.group == group) == pytest.approx(0, abs=1e-6)


def test_swapping_names_within_pairs_changes_nothing() -> None:
    pairs = drawn(2, 4, 25)
    turned = [PairCount(p.second, p.first, p.second_wins, p.ties, p.first_wins) for p in pairs]
    assert by_item(rank(turned, resamples=1)) == pytest.approx(by_item(rank(pairs, resamples=1)), abs=1e-9)


def test_the_same_pair_may_come_several_times() -> None:
    once = rank([PairCount("x", "y", 9, 1, 5)], resamples=1)[0]
    twice = rank([PairCount("x", "y", 4, 1, 2), PairCount("y", "x", 3, 0, 5)], resamples=1)[0]
    assert (twice.item, twice.wins, twice.ties, twice.losses) == (
        once.item,
        once.wins,
        once.ties,
        once.losses,
    )
    assert twice.strength == pytest.approx(once.strength, abs=1e-9)


def test_the_same_seed_gives_the_same_intervals() -> None:
    pairs = drawn(3, 4, 25)
    assert rank(pairs) == rank(pairs)
    assert rank(pairs) != rank(pairs, seed=1)


def test_without_votes_nobody_is_ranked() -> None:
    assert rank([]) == []
    assert rank([PairCount("x", "y", 0, 0, 0)]) == []


def test_groups_are_linked_by_any_chain() -> None:
    assert linked(np.array([(0, 1), (2, 3), (4, 5), (1, 2)]), 7) == [0, 0, 0, 0, 1, 1, 2]


def test_extreme_counts_settle() -> None:
    ends = np.array([(0, 1), (1, 2)])
    strengths = fit(wins(ends, np.array([[[10**6, 0, 0], [0, 0, 10**6]]]), 3))
    assert np.isfinite(strengths).all()
    assert strengths[0, 0] == pytest.approx(strengths[0, 2])


@pytest.mark.parametrize("draws", [0.0, 0.25], ids=["no ties", "ties"])
def test_bootstrap_intervals_hold_the_truth_in_about_95_percent(draws: float) -> None:
    """4 adapters, 300 votes a pair, 1,000 data sets. Ties of chance leave the strengths' order of half-wins.

    The coverage has a standard error below half a percent: 95 % misses the range in fewer than 1 in 10,000.
    """
    rng, items, votes = np.random.default_rng(8), 4, 300
    ends = np.array(list(itertools.combinations(range(items), 2)))
    shares = _shares(np.array([-0.9, -0.2, 0.3, 0.8]), ends, draws)
    truth = fit(wins(ends, 1e6 * shares[None], items))[0]
    held = np.zeros(items)
    for _ in range(DATA_SETS):
        counts = rng.multinomial(votes, shares)
        lower, upper = np.quantile(bootstrap(ends, counts, items, RESAMPLES, rng), [0.025, 0.975], axis=0)
        held += (lower <= truth) & (truth <= upper)
    assert 0.93 <= held.mean() / DATA_SETS <= 0.97


def _shares(strengths: np.ndarray, ends: np.ndarray, draws: float) -> np.ndarray:
    """Of first wins, ties, second wins; with ties, what half-wins converge to is not `strengths` but near."""
    chance = 1 / (1 + np.exp(strengths[ends[:, 1]] - strengths[ends[:, 0]]))
    return np.stack([(1 - draws) * chance, np.full(len(ends), draws), (1 - draws) * (1 - chance)], axis=1)
