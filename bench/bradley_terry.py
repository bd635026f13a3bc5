"""A ranking with bootstrap intervals from many votes, against evalica's on the same votes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import evalica
import numpy as np

from bench.figures import Figure
from reprise.songs.abtests.statistics.bradley_terry import PairCount, rank

VOTES = 10_000
RESAMPLES = 1_000
ADAPTERS = 8
_TIMES = 0.1
_ROUNDS = 3
_SEED = 5

Votes = list[tuple[str, str, evalica.Winner]]


def measure(_: Path) -> list[Figure]:
    votes = _votes()
    ours, standings = _seconds(lambda: _rank(votes), _ROUNDS)
    control, theirs = _seconds(lambda: _bootstrap(votes), 1)
    _assert_alike(standings, theirs)
    note = (
        f"{VOTES} votes, {ADAPTERS} adapters, {RESAMPLES} resamples; control: evalica, percentile intervals"
    )
    name = "Bradley-Terry with intervals"
    return [Figure(name, 1e3 * ours, "ms", 1e3 * control, times_control=_TIMES, note=note)]


def _votes() -> Votes:
    """One in ten is a tie."""
    rng = np.random.default_rng(_SEED)
    strengths = np.linspace(-1, 1, ADAPTERS)
    votes = []
    for _ in range(VOTES):
        first, second = rng.choice(ADAPTERS, 2, replace=False)
        wins = rng.random() < 1 / (1 + np.exp(strengths[second] - strengths[first]))
        winner = evalica.Winner.X if wins else evalica.Winner.Y
        if rng.random() < 0.1:
            winner = evalica.Winner.Draw
        votes.append((f"adapter {first}", f"adapter {second}", winner))
    return votes


def _rank(votes: Votes) -> dict[str, tuple[float, float, float]]:
    """From single votes, so that counting them is measured as well."""
    counted = Counter(votes)
    winner = evalica.Winner
    pairs = [
        PairCount(x, y, counted[x, y, winner.X], counted[x, y, winner.Draw], counted[x, y, winner.Y])
        for x, y in dict.fromkeys((x, y) for x, y, _ in votes)
    ]
    standings = rank(pairs, resamples=RESAMPLES, seed=_SEED)
    return {one.item: (one.lower, one.strength, one.upper) for one in standings}


def _bootstrap(votes: Votes) -> Any:
    """Not its default, BCa: that fits again without each of the votes, and would be slower still."""
    xs, ys, winners = map(list, zip(*votes, strict=True))
    return evalica.bootstrap(
        evalica.bradley_terry,
        xs,
        ys,
        winners,
        n_resamples=RESAMPLES,
        bootstrap_method="percentile",
        random_state=_SEED,
    )


def _seconds(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Of the quickest round."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        result = work()
        took.append(time.perf_counter() - began)
    return min(took), result


def _assert_alike(standings: dict[str, tuple[float, float, float]], theirs: Any) -> None:
    """Speed counts for nothing if the answers differ: strengths by 0.01, interval widths by a quarter."""
    logs = np.log(theirs.result.scores)
    logs -= logs.mean()
    drawn = np.log(theirs.distribution)
    centred = drawn.sub(drawn.mean(axis=1), axis=0)
    for item, (lower, strength, upper) in standings.items():
        low, high = centred[item].quantile([0.025, 0.975])
        assert abs(strength - logs[item]) < 0.01, item
        assert abs((upper - lower) / (high - low) - 1) < 0.25, item
