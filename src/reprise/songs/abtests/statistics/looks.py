"""Looking at evidence again and again: decisions that stay, and intervals that only shrink."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

# Ville's inequality (J. Ville: Étude critique de la notion de collectif, 1939): what is fair under a
# hypothesis reaches 20 at any look with a probability of at most 1/20.
THRESHOLD = 20
LOG_THRESHOLD = math.log(THRESHOLD)
_NEAR = 1e-12
_STEPS = 200

Evidence = Callable[[float], tuple[float, float]]
"""From a rate to the natural logarithm of the e-value against it, convex in the rate, and its slope."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was known after `n` votes or raters.

    `log_e` is the natural logarithm of the e-value against one half; lower and upper bound B's rate.
    """

    n: int
    win_rate: float
    lower: float
    upper: float
    log_e: float


class Watch:
    """Follows a sequence, one look after another.

    The interval of a look holds the rates against which no look so far reached the threshold (the running
    intersection). It holds the true rate at all looks at once with 95 %, if that rate is always the same. A
    decision falls at the first look at which the e-value against one half reaches the threshold and
    `minimum` is met, which is when one half leaves the interval. It stays, with one exception: when no rate
    at all is left, the sequence has no constant rate (`consistent` is False), and from then on a look counts
    by itself alone.
    """

    def __init__(self, minimum: int = 1) -> None:
        self.looks: list[Look] = []
        self.consistent = True
        self.decided_after: int | None = None
        self._minimum = minimum
        self._peak = -math.inf
        self._lower, self._upper = 0.0, 1.0

    @property
    def decided(self) -> bool:
        if not self.looks or self.looks[-1].n < self._minimum:
            return False
        return (self._peak if self.consistent else self.looks[-1].log_e) >= LOG_THRESHOLD

    def look(self, n: int, win_rate: float, evidence: Evidence) -> None:
        """Take in what is known after `n`; `evidence` is below the threshold at `win_rate`."""
        log_e = evidence(0.5)[0]
        self._peak = max(self._peak, log_e)
        nearest = min(max(win_rate, self._lower), self._upper)
        self.consistent = self.consistent and evidence(nearest)[0] < LOG_THRESHOLD
        if not self.consistent:
            self._lower, self._upper = 0.0, 1.0
        self._lower = _bound(evidence, self._lower)
        self._upper = _bound(evidence, self._upper)
        self.looks.append(Look(n, win_rate, self._lower, self._upper, log_e))
        if self.decided_after is None and self.decided:
            self.decided_after = n


def _bound(evidence: Evidence, start: float) -> float:
    """From `start` to the edge of the rates below the threshold, by Newton's method.

    It comes from outside, where a convex function never lets it step past the edge: what it returns bounds
    the rates from outside, too.
    """
    rate = start
    value, slope = evidence(rate)
    if math.isinf(value):
        rate = abs(start - _NEAR)
        value, slope = evidence(rate)
        if value < LOG_THRESHOLD:
            return start
    for _ in range(_STEPS):
        if value < LOG_THRESHOLD or not slope:
            break
        step = (LOG_THRESHOLD - value) / slope
        rate += step
        if abs(step) < _NEAR:
            break
        value, slope = evidence(rate)
    return rate
