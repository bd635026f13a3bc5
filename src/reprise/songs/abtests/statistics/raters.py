"""Raters in general: whether people like these would, on average, prefer one side.

A rater's votes hang together, so a rater counts once, by the share of their decisive votes that went to B.
The hypothesis is that the mean share is one half. A gambler bets a fraction f of what they have on every
share being above, or below, the mean m; the wealth is fair if the mean is m:

    up = Π (1 + f (x / m - 1)),   down = Π (1 + f ((1 - x) / (1 - m) - 1))

The e-value is the mean wealth over both sides and eight fractions spread evenly over (0, 1), fixed
beforehand. So it does not depend on the order, mirrors when A and B are swapped, and its logarithm is convex
in m (each factor is log-convex, and so are products and sums of such): the means that are not refuted form
an interval.

Sources:
    I. Waudby-Smith, A. Ramdas: Estimating Means of Bounded Random Variables by Betting. J. R. Stat. Soc. B 86
    (2024).
    T. Cover: Universal Portfolios. Mathematical Finance 1 (1991), for the even spread over constant bets.
    J. Kelly: A New Interpretation of Information Rate. Bell System Technical Journal 35 (1956).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from reprise.songs.abtests.statistics.looks import LOG_THRESHOLD, Watch

MIN_RATERS = 8
FRACTIONS = tuple((2 * step + 1) / 16 for step in range(8))
_LOG_BETS = math.log(2 * len(FRACTIONS))
_FEWEST_TO_PROJECT = 3
_MOST_TO_PROJECT = 1_000


def log_e_value(shares: Iterable[float], mean: float = 0.5) -> float:
    """The natural logarithm of the e-value of `shares`, each in [0, 1], against `mean`; may be infinite."""
    return _against(Counter(shares), mean)[0]


def follow(shares: Iterable[float]) -> Watch:
    """Look after every rater, in the order in which they finished."""
    watch, counts, total = Watch(MIN_RATERS), Counter[float](), 0.0
    for n, share in enumerate(shares, 1):
        counts[share] += 1
        total += share
        watch.look(n, total / n, partial(_against, counts))
    return watch


def more_raters(shares: Sequence[float]) -> int | None:
    """About how many more raters a decision takes, if they vote like these; None when they give no hint.

    The wealth grows by the best single bet's mean logarithm a rater. From that is taken what fitting one bet
    to noise gains on average, a half in all (half the mean of a chi-square with one degree of freedom: S.
    Wilks, 1938). None under 3 raters, without growth, or above 1,000.
    """
    n = len(shares)
    if n < _FEWEST_TO_PROJECT:
        return None
    counts = Counter(shares)
    growth = (max(_log_wealths(counts, 0.5)) - 0.5) / n
    missing = max(LOG_THRESHOLD - _against(counts, 0.5)[0], 0.0)
    if growth * _MOST_TO_PROJECT <= missing:
        return None
    return max(math.ceil(missing / growth), MIN_RATERS - n, 1)


def _against(counts: Mapping[float, int], mean: float) -> tuple[float, float]:
    """Logarithm of the mean wealth, and its slope over `mean`."""
    if (mean <= 0 and any(counts)) or (mean >= 1 and any(share < 1 for share in counts)):
        return math.inf, 0.0
    logs = _log_wealths(counts, mean)
    top = max(logs)
    weights = [math.exp(log - top) for log in logs]
    value = top + math.log(sum(weights)) - _LOG_BETS
    slopes = _slopes(counts, mean) if 0 < mean < 1 else [0.0] * len(logs)
    return value, sum(map(math.prod, zip(weights, slopes, strict=True))) / sum(weights)


def _log_wealths(counts: Mapping[float, int], mean: float) -> list[float]:
    """Of every bet: first on "above", then on "below"."""
    gains = [(share / mean - 1 if share else -1.0, count) for share, count in counts.items()]
    mirrored = [
        ((1 - share) / (1 - mean) - 1 if share < 1 else -1.0, count) for share, count in counts.items()
    ]
    return [
        sum(count * math.log1p(fraction * gain) for gain, count in side)
        for side in (gains, mirrored)
        for fraction in FRACTIONS
    ]


def _slopes(counts: Mapping[float, int], mean: float) -> list[float]:
    """Of `_log_wealths` over `mean`."""
    above = [-_slope(counts.items(), mean, fraction) for fraction in FRACTIONS]
    mirrored = [(1 - share, count) for share, count in counts.items()]
    return above + [_slope(mirrored, 1 - mean, fraction) for fraction in FRACTIONS]


def _slope(counts: Iterable[tuple[float, int]], mean: float, fraction: float) -> float:
    return sum(
        count * fraction * share / (mean * (mean + fraction * (share - mean))) for share, count in counts
    )
