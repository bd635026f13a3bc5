"""`reprise abtest simulate`: how a blind test decides when the truth is known."""

from __future__ import annotations

from typing import Any

from reprise.songs.abtests.statistics.raters import MIN_RATERS
from reprise.songs.abtests.statistics.simulate import Scenario, Simulation, Summary, simulate


class AbtestError(Exception):
    """One sentence about what cannot be simulated."""


def run(scenario: dict[str, Any], runs: int, seed: int) -> Simulation:
    """`scenario` holds the fields of `Scenario`.

    Raises:
        AbtestError: the scenario makes no sense.
    """
    try:
        return simulate(Scenario(**scenario), runs, seed)
    except ValueError as error:
        raise AbtestError(str(error)) from error


def as_document(simulation: Simulation) -> dict[str, Any]:
    return {
        "these_raters": _as_document(simulation.these_raters),
        "raters_in_general": _as_document(simulation.raters_in_general),
    }


def as_lines(simulation: Simulation, runs: int, raters: int) -> list[str]:
    """Both claims in words; about people in general nothing is ever said under so many raters."""
    general = _as_line(simulation.raters_in_general, runs)
    if raters < MIN_RATERS:
        general = f"never decided with fewer than {MIN_RATERS} raters: try --raters {MIN_RATERS} or more"
    return [
        f"these raters       {_as_line(simulation.these_raters, runs)}",
        f"raters in general  {general}",
    ]


def _as_document(summary: Summary) -> dict[str, Any]:
    return {
        "decision_rate": summary.decision_rate,
        "decision_rate_interval": summary.interval,
        "median_votes_to_decision": summary.median_votes_to_decision,
    }


def _as_line(summary: Summary, runs: int) -> str:
    low, high = summary.interval
    rate = (
        f"decided in {100 * summary.decision_rate:.1f} % of {runs:,} tests "
        f"(95 % sure: {100 * low:.1f}–{100 * high:.1f} %)"
    )
    median = summary.median_votes_to_decision
    return rate if median is None else f"{rate}, half of those after {median:,.0f} votes or fewer"
