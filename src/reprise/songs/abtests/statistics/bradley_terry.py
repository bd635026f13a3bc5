"""A ranking of many from comparisons of two: Bradley-Terry strengths with bootstrap intervals.

The chance that i beats j is 1 / (1 + exp(s_j - s_i)); a tie is half a win for each. The strengths maximise
the likelihood times a normal prior with mean 0 and standard deviation 3 on each. The prior gives those who
never won, or never lost, a finite strength, and makes the mean strength 0 among all that are linked by
comparisons; on 300 votes a pair it moves nothing that can be seen. Strengths of adapters that no chain of
comparisons links cannot be compared.

Intervals come from resampling the counts of each pair as a multinomial and fitting again, all resamples at
once by Newton's method. Half a win is added to both sides first, so that a pair without a loss does not look
certain. They treat votes as independent: many votes of few raters make them too narrow.

Sources:
    R. Bradley, M. Terry: Rank Analysis of Incomplete Block Designs I. Biometrika 39 (1952).
    D. Hunter: MM Algorithms for Generalized Bradley-Terry Models. Annals of Statistics 32 (2004).
    B. Efron, R. Tibshirani: An Introduction to the Bootstrap (1993), chapter 13 (percentile intervals).

This module loads numpy: import it where it is used, not where a server starts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

PRIOR_SD = 3.0
RESAMPLES = 1_000
_CONFIDENCE = 0.95
_SETTLED = 1e-9
_STEPS = 50
_LONGEST_STEP = 2.0
_NUMBERS_AT_ONCE = 2_000_000

Floats = NDArray[np.float64]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PairCount(Generic[Item]):
    """Votes between two; both-bad is no vote for anybody and is left out."""

    first: Item
    second: Item
    first_wins: int
    ties: int
    second_wins: int


@dataclass(frozen=True, slots=True)
class Standing(Generic[Item]):
    """Strength in logits, with a 95 % interval; `group` numbers those that comparisons link.

    `chance` is that of winning against one of mean strength.
    """

    item: Item
    strength: float
    lower: float
    upper: float
    wins: int
    ties: int
    losses: int
    group: int

    @property
    def chance(self) -> float:
        return 1 / (1 + math.exp(-self.strength))


def rank(
    pairs: Iterable[PairCount[Item]], *, resamples: int = RESAMPLES, seed: int = 0
) -> list[Standing[Item]]:
    """Strongest first, within groups of linked items; larger groups come first."""
    known = [pair for pair in pairs if pair.first_wins + pair.ties + pair.second_wins]
    items = list(dict.fromkeys(item for pair in known for item in (pair.first, pair.second)))
    places = {item: place for place, item in enumerate(items)}
    ends = np.array([(places[pair.first], places[pair.second]) for pair in known], int).reshape(-1, 2)
    counts = np.array([(pair.first_wins, pair.ties, pair.second_wins) for pair in known], int).reshape(-1, 3)
    if not items:
        return []
    strengths = fit(wins(ends, counts[None], len(items)))[0]
    drawn = bootstrap(ends, counts, len(items), resamples, np.random.default_rng(seed))
    tail = (1 - _CONFIDENCE) / 2
    lower, upper = np.quantile(drawn, [tail, 1 - tail], axis=0)
    groups = linked(ends, len(items))
    standings = []
    for i, item in enumerate(items):
        won, tied, lost = _record(ends, counts, i)
        bounds = float(lower[i]), float(upper[i])
        standings.append(Standing(item, float(strengths[i]), *bounds, won, tied, lost, groups[i]))
    return sorted(standings, key=lambda standing: (standing.group, -standing.strength))


def fit(won: Floats, start: Floats | None = None) -> Floats:
    """Strengths of shape (sets, items) of wins (sets, items, items); row beats column, a tie is half.

    Newton's method; the logarithm of the posterior is concave, and steps are kept short.
    """
    strengths = np.zeros(won.shape[:2]) if start is None else np.broadcast_to(start, won.shape[:2]).copy()
    played = won + won.transpose(0, 2, 1)
    total = won.sum(2)
    diagonal = np.arange(won.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(strengths[:, None, :] - strengths[:, :, None]))
        slope = total - (played * chance).sum(2) - strengths / PRIOR_SD**2
        curvature = -played * chance * (1 - chance)
        curvature[:, diagonal, diagonal] -= curvature.sum(2) - 1 / PRIOR_SD**2
        step = np.linalg.solve(curvature, slope[..., None])[..., 0]
        longest = np.abs(step).max(1, keepdims=True)
        strengths += step * np.minimum(1, _LONGEST_STEP / np.maximum(longest, _SETTLED))
        if longest.max() < _SETTLED:
            break
    return strengths


def bootstrap(
    ends: NDArray[np.int_], counts: NDArray[np.int_], items: int, resamples: int, rng: np.random.Generator
) -> Floats:
    """Strengths of shape (resamples, items) of counts that were drawn anew."""
    start = fit(wins(ends, counts[None], items))
    at_once = max(1, _NUMBERS_AT_ONCE // (items * items))
    sizes = [min(at_once, resamples - done) for done in range(0, resamples, at_once)]
    return np.concatenate([fit(wins(ends, resample(counts, size, rng), items), start) for size in sizes])


def resample(counts: NDArray[np.int_], times: int, rng: np.random.Generator) -> NDArray[np.int_]:
    """Counts of shape (times, pairs, 3), each pair with as many votes as it had."""
    likely = counts + np.array([0.5, 0.0, 0.5])
    shares = likely / likely.sum(1, keepdims=True)
    return rng.multinomial(counts.sum(1), shares, size=(times, len(counts)))


def wins(ends: NDArray[np.int_], counts: NDArray[np.int_], items: int) -> Floats:
    """Of shape (sets, items, items), from ends (pairs, 2) and counts (sets, pairs, 3)."""
    won = np.zeros((len(counts), items, items))
    for pair, (first, second) in enumerate(ends):
        won[:, first, second] += counts[:, pair, 0] + counts[:, pair, 1] / 2
        won[:, second, first] += counts[:, pair, 2] + counts[:, pair, 1] / 2
    return won


def linked(ends: NDArray[np.int_], items: int) -> list[int]:
    """The group of each item, numbered from 0 by size, largest first."""
    groups = list(range(items))
    for first, second in ends:
        old, new = groups[first], groups[second]
        groups = [new if group == old else group for group in groups]
    by_size = sorted(set(groups), key=lambda group: (-groups.count(group), group))
    return [by_size.index(group) for group in groups]


def _record(ends: NDArray[np.int_], counts: NDArray[np.int_], item: int) -> tuple[int, int, int]:
    """Wins, ties and losses."""
    as_first, as_second = counts[ends[:, 0] == item].sum(0), counts[ends[:, 1] == item].sum(0)
    won, tied, lost = as_first + as_second[::-1]
    return int(won), int(tied), int(lost)
