"""How many people and votes a test takes to find a preference, from a table of simulated tests.

`scripts/abtest_plan.py` makes plan.json by `simulate`: it says how often each claim is decided, for raters
whose tastes differ (`taste_sd`, in logits) around a rate of preferring B.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("plan.json")
TASTE_SD = 1.0
ENOUGH = 0.8


@dataclass(frozen=True, slots=True)
class Table:
    """Powers of `raters_in_general` by [taste_sd][rate][votes_per_rater][raters], of `these_raters` by
    [rate][votes]; `runs` simulated tests each."""

    seed: int
    runs: int
    taste_sds: Sequence[float]
    rates: Sequence[float]
    votes_per_rater: Sequence[int]
    raters: Sequence[int]
    votes: Sequence[int]
    raters_in_general: Sequence[Sequence[Sequence[Sequence[float]]]]
    these_raters: Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Advice:
    """`power` is the share of such tests that end with a decision."""

    rate: float
    raters: int
    votes_per_rater: int
    power: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Power:
    """One cell: `these_raters` by all votes together, `raters_in_general` by raters."""

    raters: int
    votes_per_rater: int
    power: float


@cache
def table() -> Table:
    return Table(**json.loads(TABLE.read_text()))


def powers(rate: float, *, taste_sd: float = TASTE_SD) -> list[Power]:
    """All cells of `raters_in_general`; a rate or spread between two of the table takes the harder one."""
    grid = _grid(rate, taste_sd)
    return [
        Power(raters, votes, grid[row][column])
        for row, votes in enumerate(table().votes_per_rater)
        for column, raters in enumerate(table().raters)
    ]


def advise(rate: float, votes_per_rater: int, *, taste_sd: float = TASTE_SD) -> Advice:
    """The fewest raters that suffice for a power of 80 %, or the most in the table where none do.

    Args:
        rate: the preference to find, above 0.5 or below it; A's and B's chances are alike.
        votes_per_rater: pairs that each rater hears; more than 12 count as 12.

    Raises:
        ValueError: fewer votes than in the table, or a rate so near one half that it is not in the table.
    """
    known = table()
    row = _last_up_to(known.votes_per_rater, votes_per_rater)
    found = _grid(rate, taste_sd)[row]
    column = next((i for i, power in enumerate(found) if power >= ENOUGH), len(found) - 1)
    raters, votes, power = known.raters[column], known.votes_per_rater[row], found[column]
    return Advice(rate, raters, votes, power, _sentence(rate, raters, votes, power))


def votes_needed(rate: float, power: float = ENOUGH) -> int | None:
    """Decisive votes after which `these_raters` is decided with `power`; None when the table ends before."""
    known = table()
    found = known.these_raters[_last_up_to(known.rates, _distance(rate))]
    return next((votes for votes, reached in zip(known.votes, found, strict=True) if reached >= power), None)


def _grid(rate: float, taste_sd: float) -> Sequence[Sequence[float]]:
    known = table()
    spread = next((i for i, sd in enumerate(known.taste_sds) if sd >= taste_sd), None)
    if spread is None:
        raise ValueError(f"The table knows spreads of taste up to {known.taste_sds[-1]:g}.")
    return known.raters_in_general[spread][_last_up_to(known.rates, _distance(rate))]


def _distance(rate: float) -> float:
    return round(max(rate, 1 - rate), 9)


def _last_up_to(sorted_values: Sequence[float], value: float) -> int:
    place = bisect_right(sorted_values, value) - 1
    if place < 0:
        raise ValueError(f"The table begins at {sorted_values[0]:g}.")
    return place


def _sentence(rate: float, raters: int, votes: int, power: float) -> str:
    each = "1 vote" if votes == 1 else f"{votes} votes"
    means = f"{raters} people × {each} detect {100 * rate:.0f} %"
    if power >= ENOUGH:
        return f"{means} with {100 * power:.0f} %."
    return f"Even {means} with no more than {100 * power:.0f} %."
