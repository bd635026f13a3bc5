"""The best scores of many, as putting all of them in order would find them."""

from __future__ import annotations

import numpy as np
import pytest

from reprise.experts.retrieval.greatest import greatest

LIMIT = 30


def _in_order(scores: list[float], limit: int) -> list[int]:
    places = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    return [place for place in places if scores[place] > 0][:limit]


@pytest.mark.parametrize("number", [0, 1, 29, 30, 31, 2_047, 2_048, 5_000, 40_123])
@pytest.mark.parametrize("values", [1, 7, 1_000_000])
@pytest.mark.parametrize("above_nothing", [0.0, 0.001, 0.5, 1.0])
def test_they_are_those_that_an_order_of_all_has_first(
    number: int, values: int, above_nothing: float
) -> None:
    """Also where many are equal, and where few are above nothing."""
    random = np.random.default_rng(number + values)
    scores = random.integers(1, values + 1, number).astype(np.float32)
    scores[random.random(number) >= above_nothing] = 0
    assert greatest(scores, LIMIT).tolist() == _in_order(scores.tolist(), LIMIT)


@pytest.mark.parametrize("began", [0, 9_000, 19_900])
def test_those_that_lie_side_by_side_are_found(began: int) -> None:
    scores = np.zeros(20_000, dtype=np.float32)
    scores[began : began + 100] = np.arange(1, 101)
    assert greatest(scores, LIMIT).tolist() == [began + 99 - rank for rank in range(LIMIT)]
