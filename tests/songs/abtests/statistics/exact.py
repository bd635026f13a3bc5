"""What the package computes in floats, again: in exact fractions and by dynamic programming."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb, factorial

import numpy as np

Reached = Callable[[int, int], bool]


def e_value(wins: int, n: int) -> Fraction:
    return Fraction(2**n, (n + 1) * comb(n, wins))


def mixture_against(wins: int, n: int, rate: Fraction) -> Fraction:
    """The likelihood under a uniform prior over that under `rate`."""
    mixture = Fraction(factorial(wins) * factorial(n - wins), factorial(n + 1))
    return mixture / (rate**wins * (1 - rate) ** (n - wins))


def decided(wins: int, n: int) -> bool:
    return 2**n >= 20 * (n + 1) * comb(n, wins)


def wealth(shares: list[Fraction], mean: Fraction) -> Fraction:
    """The mean wealth of sixteen gamblers, eight a side."""
    total = Fraction(0)
    for step in range(8):
        fraction = Fraction(2 * step + 1, 16)
        up = down = Fraction(1)
        for share in shares:
            up *= 1 + fraction * (share / mean - 1)
            down *= 1 + fraction * ((1 - share) / (1 - mean) - 1)
        total += up + down
    return total / 16


def chance_by_look(rate: float, votes: int, reached: Reached) -> np.ndarray:
    """P(reached at a look up to n) for n = 1 … votes, of votes that are for B with `rate`: no randomness."""
    waiting, passed = np.array([1.0]), []
    for n in range(1, votes + 1):
        waiting = np.concatenate([waiting * (1 - rate), [0]]) + np.concatenate([[0], waiting * rate])
        there = np.array([reached(wins, n) for wins in range(n + 1)])
        passed.append(waiting[there].sum())
        waiting = np.where(there, 0, waiting)
    return np.cumsum(passed)
