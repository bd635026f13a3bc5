"""HTTP of results, for those who make tests."""

from __future__ import annotations

from typing import Annotated, cast
from uuid import UUID

from fastapi import Depends, Query, Request

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession, StillReadSession, WriteSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.errors import NotFoundError
from reprise.core.idempotency.routing import Router
from reprise.core.paging import Page
from reprise.core.schema import Text
from reprise.songs.abtests.results import leaderboard, listed, planning, service
from reprise.songs.abtests.results.leaderboard import By, Rankings
from reprise.songs.abtests.results.schemas import (
    AbTestInList,
    AbTestPlan,
    AbTestResults,
    AbVoteOut,
    Leaderboard,
)
from reprise.songs.abtests.results.verdicts import Verdicts
from reprise.songs.abtests.schemas import AbTestStatus, Promotion, PromotionOut
from reprise.songs.abtests.statistics.verdict import Verdict
from reprise.songs.feedback.vocabulary import Criterion

router = Router(tags=["A/B tests"])


async def _verdicts(request: Request) -> Verdicts:
    return cast(Verdicts, request.app.state.verdicts)


_Verdicts = Annotated[Verdicts, Depends(_verdicts)]


async def _verdict(ab_test_id: UUID, user: SignedIn, core: CoreOf, verdicts: _Verdicts) -> Verdict | None:
    async with core.database.snapshot(still=True) as session:
        try:
            return await service.verdict(session, user, verdicts, ab_test_id)
        except NotFoundError:
            # Said later: what is wrong with the request itself comes first.
            return None


_VerdictBefore = Annotated[Verdict | None, Depends(_verdict)]
"""What the test says, before a transaction begins; None where there is no such test."""


async def _rankings(request: Request) -> Rankings:
    return cast(Rankings, request.app.state.rankings)


_Rankings = Annotated[Rankings, Depends(_rankings)]


@router.get("/ab-tests")
async def list_ab_tests(
    user: SignedIn,
    session: StillReadSession,
    paging: Pages,
    verdicts: _Verdicts,
    status: AbTestStatus | None = None,
    adapter_id: Annotated[UUID | None, Query(description="On either side, at any version.")] = None,
) -> Page[AbTestInList]:
    """Blind tests, newest first, with who has won so far."""
    return await listed.show(session, user, verdicts, paging, status, adapter_id)


@router.get("/ab-tests/{ab_test_id}/results")
async def ab_test_results(
    ab_test_id: UUID, user: SignedIn, session: StillReadSession, verdicts: _Verdicts
) -> AbTestResults:
    """What the votes say so far; looking after every vote keeps the error at 5 % or less."""
    return await service.show(session, user, verdicts, ab_test_id)


@router.get("/ab-tests/{ab_test_id}/votes")
async def ab_test_votes(
    ab_test_id: UUID, user: SignedIn, session: ReadSession, paging: Pages
) -> Page[AbVoteOut]:
    """Every vote, newest first, with those that count no more."""
    return await service.history(session, user, ab_test_id, paging)


@router.post("/ab-tests/{ab_test_id}/promote")
async def promote_winner(
    ab_test_id: UUID,
    payload: Promotion,
    user: SignedIn,
    verdict: _VerdictBefore,
    session: WriteSession,
    core: CoreOf,
) -> PromotionOut:
    """Activate the winner's version; the adapter's timeline says why."""
    return await service.promote(core, session, user, verdict, ab_test_id, payload)


@router.get("/leaderboard")
async def get_leaderboard(
    user: SignedIn,
    session: StillReadSession,
    rankings: _Rankings,
    criterion: Criterion = "overall",
    engine: Annotated[Text | None, Query(max_length=64)] = None,
    by: Annotated[By, Query(description="Adapters with all of their versions as one, or each version.")] = (
        "adapter"
    ),
) -> Leaderboard:
    """Bradley-Terry strengths from all blind votes, with bootstrap intervals; the engine alone is `base`."""
    return await leaderboard.show(session, user, rankings, criterion, engine, by)


@router.get("/ab-test-plan")
async def ab_test_plan(
    _: SignedIn,
    rate: Annotated[
        float, Query(ge=0.55, le=0.99, description="The preference to find, as a share of votes.")
    ] = 0.7,
    votes_per_rater: Annotated[int, Query(ge=1, le=500, description="More than 12 count as 12.")] = 12,
) -> AbTestPlan:
    """How many people and votes it takes to find a preference."""
    return planning.show(rate, votes_per_rater)
