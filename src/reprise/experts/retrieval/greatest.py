"""The best of a great many scores, without putting all of them in order."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

_PARTS: Final = 1_024


def greatest(scores: np.ndarray[Any, Any], limit: int) -> np.ndarray[Any, Any]:
    """Places of the greatest scores above 0, the greatest first; equal ones in their order."""
    floor = _floor(scores, limit)
    places = (scores >= floor if floor > 0 else scores > 0).nonzero()[0]
    best = np.lexsort((places, -scores[places]))[:limit]
    return places[best]


def _floor(scores: np.ndarray[Any, Any], limit: int) -> float:
    """What at least `limit` scores reach, and few others: so many parts of them have one as great as that."""
    width = len(scores) // max(_PARTS, limit)
    if width < 2:
        return 0.0
    parts = len(scores) // width
    maxima = scores[: parts * width].reshape(parts, width).max(axis=1)
    return float(np.partition(maxima, parts - limit)[parts - limit])
