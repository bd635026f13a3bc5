"""How much of a question a profile answers, from 0 to 1: what decides whether anybody is recommended.

Each informative term of the question weighs up to 1: the more profiles hold it, the less, and a word of
everyday life little. What a profile holds of this weight is divided by all of it, or by ENOUGH where the
question is longer: two telling words in common are as good as it gets, however much somebody tells. Unlike a
score of BM25 this means the same in a directory of any size: the weight follows the share of profiles that
hold a term, not their number, and few profiles are padded with unseen ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from reprise.experts.retrieval.terms import is_everyday

ENOUGH: Final = 2.0
_EVERYDAY_WEIGHT: Final = 0.3
_LEAST: Final = 0.5
# A term in one of 150 profiles, or in fewer, weighs 1.
_TELLING: Final = 5.0
_UNSEEN_PROFILES: Final = 200
_UNSEEN_HOLDERS: Final = 0.4


def weights(terms: Sequence[str], frequency: Callable[[str], int], profiles: int) -> list[float]:
    """0 to 1 for each term; `frequency` is in how many of the profiles it stands."""
    return [_weight(term, frequency, profiles) for term in terms]


def _weight(term: str, frequency: Callable[[str], int], profiles: int) -> float:
    if is_everyday(term):
        return _EVERYDAY_WEIGHT
    share = (frequency(term) + _UNSEEN_HOLDERS) / (profiles + _UNSEEN_PROFILES)
    return min(1.0, -math.log(share) / _TELLING)


def share(weighed: Sequence[float], held: Iterable[int]) -> float:
    """Of the terms at the places that are held."""
    if not weighed:
        return 0.0
    enough = max(_LEAST, min(ENOUGH, sum(weighed)))
    return min(1.0, sum(weighed[place] for place in held) / enough)
