"""`python -m scripts.abtest_plan`: simulate the tests of the planner's table, and write it."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np

from reprise.songs.abtests.statistics import plan
from reprise.songs.abtests.statistics.simulate import Scenario, decide

SEED = 7
RUNS = 5_000
TASTE_SDS = (0.0, 0.5, 1.0, 1.5)
RATES = (0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
VOTES_PER_RATER = (1, 2, 3, 4, 6, 8, 10, 12)
RATERS = (8, 10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 100, 120, 150, 200)
VOTES = (20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 800, 1_000)


def main() -> None:
    table = plan.Table(
        SEED,
        RUNS,
        TASTE_SDS,
        RATES,
        VOTES_PER_RATER,
        RATERS,
        VOTES,
        raters_in_general=[
            [[of_raters(rate, votes, sd) for votes in VOTES_PER_RATER] for rate in RATES] for sd in TASTE_SDS
        ],
        these_raters=[of_votes(rate) for rate in RATES],
    )
    plan.TABLE.write_text(json.dumps(asdict(table)) + "\n")


def of_raters(rate: float, votes_per_rater: int, taste_sd: float) -> list[float]:
    """One simulation with the most raters answers for fewer, too: they come one after another."""
    scenario = Scenario(rate, votes_per_rater * RATERS[-1], RATERS[-1], taste_sd)
    after = decide(scenario, RUNS, SEED).raters
    return [float(np.mean((after > 0) & (after <= raters)).round(3)) for raters in RATERS]


def of_votes(rate: float) -> list[float]:
    after = decide(Scenario(rate, VOTES[-1]), RUNS, SEED).votes
    return [float(np.mean((after > 0) & (after <= votes)).round(3)) for votes in VOTES]


if __name__ == "__main__":
    main()
