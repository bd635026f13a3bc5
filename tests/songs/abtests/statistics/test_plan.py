"""The planner's table is what the simulation says, and its advice follows from it."""

from __future__ import annotations

import itertools

import pytest
from scipy import stats
from tests.songs.abtests.statistics import exact

from reprise.songs.abtests.statistics import plan
from reprise.songs.abtests.statistics.simulate import Scenario, decide

RUNS = 400
ALMOST_NEVER = 1e-5


@pytest.mark.parametrize(
    ("rate", "raters", "votes", "taste_sd"),
    [(0.7, 40, 12, 1.0), (0.6, 60, 8, 1.0), (0.8, 12, 4, 0.0), (0.65, 30, 12, 0.5), (0.75, 100, 1, 1.5)],
)
def test_it_is_what_another_simulation_finds(rate: float, raters: int, votes: int, taste_sd: float) -> None:
    cells = plan.powers(rate, taste_sd=taste_sd)
    (told,) = [cell.power for cell in cells if (cell.raters, cell.votes_per_rater) == (raters, votes)]
    found = int((decide(Scenario(rate, votes * raters, raters, taste_sd), RUNS, 99).raters > 0).sum())
    table = [round(told * plan.table().runs), round((1 - told) * plan.table().runs)]
    assert stats.fisher_exact([table, [found, RUNS - found]]).pvalue > ALMOST_NEVER


@pytest.mark.parametrize("rate", [0.55, 0.6, 0.7, 0.8])
def test_for_these_raters_it_is_the_calculated_probability(rate: float) -> None:
    table = plan.table()
    chance = exact.chance_by_look(rate, 300, exact.decided)
    told = table.these_raters[table.rates.index(rate)]
    for votes, power in zip(table.votes, told, strict=True):
        if votes <= 300:
            events = round(power * table.runs)
            assert stats.binomtest(events, table.runs, min(chance[votes - 1], 1)).pvalue > ALMOST_NEVER


def test_more_raters_never_lower_the_power_and_fewer_than_eight_have_none() -> None:
    table = plan.table()
    assert table.raters[0] == 8
    for by_rate in table.raters_in_general:
        for by_votes in by_rate:
            for row in by_votes:
                assert all(fewer <= more for fewer, more in itertools.pairwise(row))


def test_advice_names_the_fewest_people_that_suffice() -> None:
    advice = plan.advise(0.7, 12)
    fewer = [cell for cell in plan.powers(0.7) if cell.votes_per_rater == 12 and cell.raters < advice.raters]
    assert advice.power >= plan.ENOUGH
    assert fewer
    assert all(cell.power < plan.ENOUGH for cell in fewer)
    assert (
        advice.sentence == f"{advice.raters} people × 12 votes detect 70 % with {100 * advice.power:.0f} %."
    )


def test_a_preference_for_a_takes_as_many_as_one_for_b() -> None:
    of_b, of_a = plan.advise(0.7, 12), plan.advise(0.3, 12)
    assert (of_b.raters, of_b.power) == (of_a.raters, of_a.power)
    assert plan.votes_needed(0.7) == plan.votes_needed(0.3)


def test_advice_for_what_lies_between_is_that_for_what_is_harder() -> None:
    between, harder = plan.advise(0.72, 11), plan.advise(0.7, 10)
    assert (between.raters, between.power) == (harder.raters, harder.power)
    assert plan.advise(0.7, 50).votes_per_rater == 12
    assert plan.powers(0.7, taste_sd=0.7) == plan.powers(0.7, taste_sd=1.0)


def test_advice_says_when_even_the_most_are_too_few() -> None:
    advice = plan.advise(0.55, 1)
    assert advice.power < plan.ENOUGH
    assert advice.raters == plan.table().raters[-1]
    assert advice.sentence.startswith("Even 200 people × 1 vote detect 55 % with no more than ")


def test_votes_needed_are_the_first_that_suffice() -> None:
    needed = plan.votes_needed(0.7)
    assert needed is not None
    chance = exact.chance_by_look(0.7, needed, exact.decided)
    assert chance[-1] >= plan.ENOUGH - 0.02
    assert plan.votes_needed(0.55, power=0.99) is None


@pytest.mark.parametrize(("rate", "votes", "taste_sd"), [(0.5, 12, 1.0), (0.7, 0, 1.0), (0.7, 12, 9.0)])
def test_outside_the_table_there_is_no_advice(rate: float, votes: int, taste_sd: float) -> None:
    with pytest.raises(ValueError, match="The table"):
        plan.advise(rate, votes, taste_sd=taste_sd)
