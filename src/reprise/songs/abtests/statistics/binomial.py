"""The exact test of a share against one half, for a number of votes that was fixed beforehand."""

from __future__ import annotations

import math
from dataclasses import dataclass

_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class ExactTest:
    """`p_value` is two-sided; `interval` holds the share with 95 %, or more."""

    p_value: float
    interval: tuple[float, float]


def exact_test(wins: int, n: int) -> ExactTest:
    """Right once, at the end: looking again after more votes makes its errors more frequent than it says.

    Args:
        wins: successes among `n` trials, 0 ≤ wins ≤ n.

    Source:
        C. J. Clopper, E. S. Pearson: The Use of Confidence or Fiducial Limits Illustrated in the Case of the
        Binomial. Biometrika 26 (1934).
    """
    more = max(wins, n - wins)
    p_value = min(1.0, 2 * at_least(more, n, 0.5))
    return ExactTest(p_value, clopper_pearson(wins, n))


def clopper_pearson(wins: int, n: int, error: float = 0.05) -> tuple[float, float]:
    """Shares under which neither so many nor so few successes are rarer than `error` / 2."""
    lower = _share_at(wins, n, error / 2) if wins else 0.0
    upper = 1 - _share_at(n - wins, n, error / 2) if wins < n else 1.0
    return lower, upper


def at_least(wins: int, n: int, share: float) -> float:
    """P(X ≥ wins) of X ~ Binomial(n, share)."""
    return _incomplete_beta(wins, n - wins + 1, share) if wins > 0 else 1.0


def _share_at(wins: int, n: int, probability: float) -> float:
    """The share at which `at_least` reaches `probability`; it grows with the share."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if at_least(wins, n, middle) < probability:
            low = middle
        else:
            high = middle
    return low


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function.

    Source:
        W. J. Lentz (1976) for the evaluation; DLMF 8.17.22 for the continued fraction, which converges
        quickly below the mean.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) / (a * _continued_fraction(a, b, x))


def _continued_fraction(a: float, b: float, x: float) -> float:
    value, upper, lower = 1.0, 1.0, 0.0
    for step in range(1, 100_000):
        half = step // 2
        if step % 2:
            factor = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            factor = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        lower = 1 / ((1 + factor * lower) or _TINY)
        upper = (1 + factor / upper) or _TINY
        value *= upper * lower
        if abs(upper * lower - 1) < 1e-15:
            break
    return value
