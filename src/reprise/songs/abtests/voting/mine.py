"""The tests that somebody with an account rates."""

from __future__ import annotations

from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.paging import Page, Paging
from reprise.songs.abtests import repository as tests
from reprise.songs.abtests.models import AbTest
from reprise.songs.abtests.schemas import AbTestStatus
from reprise.songs.abtests.voting import repository
from reprise.songs.abtests.voting.schemas import RatedTest, RaterProgress, RatingState
from reprise.songs.feedback.vocabulary import Criterion


async def show(session: AsyncSession, user: CurrentUser, paging: Paging) -> Page[RatedTest]:
    """In a fixed number of queries whatever their number."""
    rows, cursor, total, capped = await repository.rated_page(session, user.id, paging)
    standings = await tests.standings(session, [test for test, _ in rows])
    heard = await repository.progress_of(session, [rater.id for _, rater in rows])
    items = []
    for test, rater in rows:
        done, there = heard.get(rater.id, (0, 0))
        items.append(
            RatedTest(
                ab_test_id=test.id,
                criterion=cast(Criterion, test.criterion),
                state=_state(test, standings[test.id].status(test), done == there),
                progress=RaterProgress(done=done, total=there),
                joined_at=rater.created_at,
            )
        )
    return Page(
        items=items,
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


def _state(test: AbTest, status: AbTestStatus, all_heard: bool) -> RatingState:
    if test.closed_at is not None:
        return "closed"
    if status != "ready":
        return "waiting"
    return "done" if all_heard else "open"
