"""From thumbs to a boost: empirical Bayes with a Beta prior.

How likely the next thumb of an expert is up has the prior Beta(s·m, s·(1 - m)): m the share of up among all
experts, s as many votes as it takes to be believed half. After u of n thumbs up the posterior mean is
(u + s·m) / (n + s) (Gelman et al., Bayesian Data Analysis, 3rd ed., 2013, section 2.4); the boost is how far
it lies from m, cut at a bound. Whoever has too few thumbs has none: nobody is judged by one visitor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PRIOR_VOTES: Final = 10
"""s: as many thumbs of an expert weigh as much as the prior."""


@dataclass(frozen=True, slots=True)
class Thumbs:
    up: int
    votes: int

    @property
    def share(self) -> float:
        """Of up, after Laplace: neither nothing nor everything, however few there are."""
        return (self.up + 1) / (self.votes + 2)


def boost(thumbs: Thumbs, everybody: Thumbs, *, least_votes: int, bound: float) -> float:
    """Between -bound and bound; a score is multiplied by 1 + boost."""
    if thumbs.votes < least_votes:
        return 0.0
    mean = everybody.share
    posterior = (thumbs.up + PRIOR_VOTES * mean) / (thumbs.votes + PRIOR_VOTES)
    return max(-bound, min(bound, posterior - mean))
