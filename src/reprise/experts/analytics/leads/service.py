"""Leads, and how much each of them asked."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.paging import Page, Paging
from reprise.experts.analytics.leads import read_repository
from reprise.experts.analytics.leads.schemas import LeadOut


async def listing(session: AsyncSession, user: CurrentUser, words: str, paging: Paging) -> Page[LeadOut]:
    rows, cursor, total, capped = await read_repository.page(session, words, paging)
    return Page(
        items=await _described(session, user, rows),
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def batch(
    session: AsyncSession, user: CurrentUser, words: str, paging: Paging
) -> tuple[list[LeadOut], str | None]:
    """As a page, without counting all."""
    rows, cursor = await read_repository.batch(session, words, paging)
    return await _described(session, user, rows), cursor


async def _described(session: AsyncSession, user: CurrentUser, rows: read_repository.Rows) -> list[LeadOut]:
    searches = await read_repository.searches(session, [row.email for row in rows])
    return [
        LeadOut(
            id=row.id,
            email=row.email,
            query=row.query,
            consent_text=row.consent_text,
            created_at=row.created_at,
            searches=searches.get(row.email, 0),
            can_delete=user.role == "admin",
        )
        for row in rows
    ]
