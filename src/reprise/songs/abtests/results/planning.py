"""The planner's advice, for those who plan a test."""

from __future__ import annotations

from reprise.songs.abtests.results.schemas import AbTestPlan, PlanAdvice, PlanCell
from reprise.songs.abtests.statistics import plan


def show(rate: float, votes_per_rater: int) -> AbTestPlan:
    return AbTestPlan(
        advice=PlanAdvice.model_validate(plan.advise(rate, votes_per_rater)),
        votes_needed=plan.votes_needed(rate),
        cells=[PlanCell.model_validate(cell) for cell in plan.powers(rate)],
    )
