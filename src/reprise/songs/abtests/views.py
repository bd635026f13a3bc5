"""Tests with all that belongs to their picture, in a fixed number of queries whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.paging import Page, Paging
from reprise.songs.abtests import repository, sides
from reprise.songs.abtests.models import AbTest
from reprise.songs.abtests.schemas import (
    AbPairOut,
    AbPairSide,
    AbTestOut,
    AbTestOwner,
    AbTestPrompt,
    PairState,
)
from reprise.songs.experiment_views.repository import emails
from reprise.songs.feedback.vocabulary import Criterion
from reprise.songs.generation.models import GenerationJob
from reprise.songs.generation.schemas import JobError


async def describe(session: AsyncSession, test: AbTest) -> AbTestOut:
    return (await describe_all(session, [test]))[0]


async def pairs(session: AsyncSession, test: AbTest, paging: Paging) -> Page[AbPairOut]:
    rows, cursor, total, capped = await repository.pair_page(session, test.id, paging)
    return Page(
        items=[_pair(test, row) for row in rows],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def describe_all(session: AsyncSession, tests: Sequence[AbTest]) -> list[AbTestOut]:
    ids = [test.id for test in tests]
    standings = await repository.standings(session, tests)
    shown = await sides.show(session, tests)
    prompts = await repository.prompts_of(session, ids)
    votes = await repository.votes(session, ids)
    people = await emails(session, {test.owner_id for test in tests})
    return [
        AbTestOut(
            id=test.id,
            name=test.name,
            status=standings[test.id].status(test),
            progress=standings[test.id].progress(),
            engine=test.engine,
            a=shown[test.version_a_id],
            b=shown[test.version_b_id],
            prompts=[AbTestPrompt(id=prompt.id, text=prompt.text) for prompt in prompts.get(test.id, [])],
            criterion=cast(Criterion, test.criterion),
            pairs_per_prompt=test.pairs_per_prompt,
            seed=test.seed,
            duration=test.duration,
            min_listen_ms=test.min_listen_ms,
            votes=votes.get(test.id, (0, 0))[0],
            raters=votes.get(test.id, (0, 0))[1],
            owner=_owner(test, people.get(test.owner_id)),
            created_at=test.created_at,
            generated_at=test.generated_at,
            closed_at=test.closed_at,
        )
        for test in tests
    ]


def _owner(test: AbTest, email: str | None) -> AbTestOwner:
    return AbTestOwner(id=test.owner_id, name=email.partition("@")[0] if email else None)


def _pair(test: AbTest, row: Any) -> AbPairOut:
    pair, _, _, text, state, job_a, job_b, audio_a, audio_b = row
    return AbPairOut(
        id=pair.id,
        number=pair.number + 1,
        prompt=AbTestPrompt(id=pair.prompt_id, text=text),
        seed=pair.seed,
        state=cast(PairState, "draft" if test.generated_at is None else state),
        a=_side(job_a, audio_a),
        b=_side(job_b, audio_b),
    )


def _side(job: GenerationJob | None, audio_id: UUID | None) -> AbPairSide:
    if job is None:
        return AbPairSide(job_id=None, job_status=None, audio_id=None, error=None)
    error = JobError(code=job.error_code, message=job.error_message or "") if job.error_code else None
    return AbPairSide(job_id=job.id, job_status=job.status, audio_id=audio_id, error=error)
