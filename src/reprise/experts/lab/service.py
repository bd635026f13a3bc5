"""Runs one query through several settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from reprise.core.context import Core
from reprise.experts.boosts.service import Boosts
from reprise.experts.directory import repository as directory
from reprise.experts.directory.entries import Entry
from reprise.experts.lab.schemas import (
    Change,
    DroppedExpert,
    LabExpert,
    LabOut,
    LabRequest,
    LabRun,
    LabSettings,
    LabVariant,
)
from reprise.experts.retrieval.configuration import RetrievalSettings
from reprise.experts.retrieval.index import ExpertIndex
from reprise.experts.retrieval.lexical import Filters
from reprise.experts.retrieval.searching import Candidate, Found, Question
from reprise.experts.settings.service import ChatSettings, in_force

_BASELINE: Final = "In force"


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run found, before anybody's name is known."""

    name: str
    settings: LabSettings
    found: Found
    factors: Mapping[UUID, float]

    @property
    def shown(self) -> Sequence[Candidate]:
        return self.found.fitting[: self.settings.experts_shown]


async def compare(core: Core, index: ExpertIndex, boosts: Boosts, asked: LabRequest) -> LabOut:
    """No session is held while anything is searched."""
    async with core.database.snapshot() as session:
        now = await in_force(session, core.settings)
        state = await directory.state(session)
        plans = [(_BASELINE, _as_it_is(now)), *((one.name, _varied(now, one)) for one in asked.variants)]
        factors = []
        for _, plan in plans:
            bound = plan.learning_bound if plan.learning else 0.0
            factors.append(await boosts.factors(session, least_votes=plan.learning_votes, bound=bound))
    runs = [
        _Run(name, plan, await _search(index, state, asked, plan, of_plan), of_plan)
        for (name, plan), of_plan in zip(plans, factors, strict=True)
    ]
    shown = list({one.id for run in runs for one in run.shown})
    known = await core.database.read(lambda connection: directory.entries(connection, shown))
    baseline = _ranks(runs[0], known)
    described = [_describe(run, known, baseline) for run in runs]
    return LabOut(baseline=described[0], variants=described[1:])


def _as_it_is(now: ChatSettings) -> LabSettings:
    names = LabSettings.model_fields.keys() - {"lexical_weight", "dense_weight"}
    return LabSettings(**{name: getattr(now, name) for name in names}, lexical_weight=1, dense_weight=1)


def _varied(now: ChatSettings, variant: LabVariant) -> LabSettings:
    given = variant.model_dump(exclude_none=True, exclude={"name"})
    return _as_it_is(now).model_copy(update=given)


async def _search(
    index: ExpertIndex,
    state: tuple[int, int],
    asked: LabRequest,
    plan: LabSettings,
    factors: Mapping[UUID, float],
) -> Found:
    settings = RetrievalSettings(
        match=plan.match_threshold,
        match_cosine=plan.match_cosine,
        shown=plan.experts_shown,
        boost=plan.learning_bound if plan.learning else 0.0,
        lexical_weight=plan.lexical_weight,
        dense_weight=plan.dense_weight,
    )
    question = Question(asked.query, Filters(asked.category, asked.max_rate), boosts=factors)
    revision, removals = state
    return await index.search(question, settings, revision=revision, removals=removals)


def _ranks(run: _Run, known: Mapping[UUID, Entry]) -> dict[UUID, int]:
    there = [one.id for one in run.shown if one.id in known]
    return {expert_id: rank for rank, expert_id in enumerate(there, start=1)}


def _describe(run: _Run, known: Mapping[UUID, Entry], baseline: Mapping[UUID, int]) -> LabRun:
    ranks = _ranks(run, known)
    shown = {one.id: one for one in run.shown}
    experts = [
        LabExpert(
            id=expert_id,
            name=_name(known[expert_id]),
            job_title=known[expert_id].job_title,
            rank=rank,
            share=shown[expert_id].share,
            cosine=shown[expert_id].cosine,
            boost=run.factors.get(expert_id, 1.0) - 1,
            baseline_rank=baseline.get(expert_id),
            change=_change(rank, baseline.get(expert_id)),
        )
        for expert_id, rank in ranks.items()
    ]
    dropped = [
        DroppedExpert(id=expert_id, name=_name(known[expert_id]), baseline_rank=rank)
        for expert_id, rank in baseline.items()
        if expert_id not in ranks
    ]
    return LabRun(
        name=run.name,
        settings=run.settings,
        type="match" if experts else "clarification",
        top_match_score=run.found.score,
        experts=experts,
        dropped=dropped,
    )


def _change(rank: int, before: int | None) -> Change:
    if before is None:
        return "new"
    return "same" if rank == before else "up" if rank < before else "down"


def _name(expert: Entry) -> str:
    return f"{expert.first_name} {expert.last_name}".strip()
