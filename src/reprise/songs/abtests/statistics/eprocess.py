"""These raters: whether the votes that were cast prefer one side, whenever one looks.

Every decisive vote is a bet against "each vote is a fair coin". The e-value is the likelihood of the votes
when B's rate is drawn from a uniform prior (the beta-binomial mixture), divided by their likelihood under
the coin:

    e = ∫ q^k (1 - q)^(n - k) dq / 2^-n = 2^n / ((n + 1) C(n, k)),   n decisive votes, k of them for B.

Under the coin it is a martingale that starts at one. Against any other rate p, 2^-n becomes p^k (1 - p)^(n -
k), and the rates against which it stays below 20 form a confidence sequence.

Sources:
    J. Ville: Étude critique de la notion de collectif (1939).
    H. Robbins: Statistical Methods Related to the Law of the Iterated Logarithm. Ann. Math. Stat. 41 (1970).
    S. Howard, A. Ramdas, J. McAuliffe, J. Sekhon: Time-uniform, Nonparametric, Nonasymptotic Confidence
    Sequences. Annals of Statistics 49 (2021).
    P. Grünwald, R. de Heide, W. Koolen: Safe Testing. J. R. Stat. Soc. B 86 (2024).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import partial

from reprise.songs.abtests.statistics.looks import Evidence, Watch


def log_e_value(wins: int, n: int, rate: float = 0.5) -> float:
    """The logarithm of the e-value of `wins` of `n` decisive votes against `rate`; it can be infinite."""
    losses = n - wins
    log_mixture = math.lgamma(wins + 1) + math.lgamma(losses + 1) - math.lgamma(n + 2)
    return log_mixture - (_log_power(rate, wins) + _log_power(1 - rate, losses))


def follow(for_b: Iterable[bool]) -> Watch:
    """Look after every decisive vote, in the order in which they were cast."""
    watch, wins = Watch(), 0
    for n, vote in enumerate(for_b, 1):
        wins += vote
        watch.look(n, wins / n, _evidence(wins, n))
    return watch


def _evidence(wins: int, n: int) -> Evidence:
    return partial(_against, wins, n)


def _against(wins: int, n: int, rate: float) -> tuple[float, float]:
    slope = (n * rate - wins) / (rate * (1 - rate)) if 0 < rate < 1 else 0.0
    return log_e_value(wins, n, rate), slope


def _log_power(base: float, exponent: int) -> float:
    if not exponent:
        return 0.0
    return exponent * math.log(base) if base > 0 else -math.inf
