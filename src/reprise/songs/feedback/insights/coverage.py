"""Samples that wait for ears and opinions."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.paging import Page, Paging
from reprise.songs.feedback.insights import read_repository
from reprise.songs.feedback.insights.read_repository import Period
from reprise.songs.feedback.insights.schemas import CoverageState, UncoveredSample


async def page(
    session: AsyncSession, user: CurrentUser, paging: Paging, state: CoverageState, period: Period
) -> Page[UncoveredSample]:
    rows, cursor, total, capped = await read_repository.uncovered(session, user, paging, state, period)
    items = [UncoveredSample.model_validate(row) for row in rows]
    return Page(
        items=items,
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )
