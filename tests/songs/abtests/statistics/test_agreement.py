"""Krippendorff's alpha, against evalica and a published example."""

from __future__ import annotations

from random import Random

import evalica
import numpy as np
import pandas as pd
import pytest

from reprise.songs.abtests.statistics.agreement import agreement, krippendorff_alpha
from reprise.songs.abtests.statistics.ballots import Ballot


@pytest.mark.parametrize("seed", range(30))
def test_it_is_that_of_evalica(seed: int) -> None:
    chance = Random(seed)
    ratings = np.array([[chance.choice([1, 2, 3, 4, np.nan]) for _ in range(15)] for _ in range(6)])
    units = [[value for value in unit if not np.isnan(value)] for unit in ratings.T]
    theirs = evalica.alpha(pd.DataFrame(ratings), distance="nominal").alpha
    assert krippendorff_alpha(units) == pytest.approx(theirs, abs=1e-12)


def test_the_example_of_four_observers() -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: 0.743."""
    unknown = None
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, unknown, unknown, unknown],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, unknown, 3],
        [unknown, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, unknown],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, unknown],
    ]
    units = [[value for value in unit if value] for unit in zip(*observers, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=5e-4)


@pytest.mark.parametrize("units", [[], [["a"]], [["a"], ["b"]], [["a", "a"], ["a", "a", "a"]]])
def test_it_is_undefined_without_two_values_or_without_variation(units: list[list[str]]) -> None:
    assert krippendorff_alpha(units) is None


def test_full_agreement_is_one_and_dissent_is_below_zero() -> None:
    assert krippendorff_alpha([["a", "a"], ["b", "b"], ["tie", "tie"]]) == 1
    dissent = krippendorff_alpha([["a", "b"], ["a", "b"]])
    assert dissent is not None
    assert dissent < 0


def test_ballots_are_compared_pair_by_pair() -> None:
    ballots = [
        Ballot("ann", 1, "a"),
        Ballot("bob", 1, "a"),
        Ballot("ann", 2, "both_bad"),
        Ballot("bob", 2, "tie"),
        Ballot("ann", 3, "b"),
    ]
    assert agreement(ballots) == krippendorff_alpha([["a", "a"], ["both_bad", "tie"]])
