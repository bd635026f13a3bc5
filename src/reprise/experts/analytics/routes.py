"""HTTP of what the operator sees."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response
from fastapi.responses import StreamingResponse
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.dependencies import Member
from reprise.core.context import Core
from reprise.core.db.dependencies import ReadSession, StillReadSession, WriteSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.idempotency.routing import Router
from reprise.core.paging import Page
from reprise.core.schema import Text
from reprise.experts.analytics.exports import rows
from reprise.experts.analytics.exports.responses import EXPORTED, csv_response
from reprise.experts.analytics.figures import service as figures
from reprise.experts.analytics.figures.schemas import AnalyticsDashboard, AnalyticsSummary
from reprise.experts.analytics.gaps import service as gaps
from reprise.experts.analytics.gaps.cursors import GapCursor
from reprise.experts.analytics.gaps.repository import GapPlace
from reprise.experts.analytics.gaps.schemas import GapOut, GapRef, GapResolve, GapState
from reprise.experts.analytics.leads import service as leads
from reprise.experts.analytics.leads.schemas import LeadOut
from reprise.experts.analytics.periods import Days
from reprise.experts.analytics.searches import service as searches
from reprise.experts.analytics.searches.query import WantedSearches
from reprise.experts.analytics.searches.schemas import SearchDetail, SearchOut
from reprise.experts.settings.service import in_force

router = Router(tags=["experts"])

_Words = Annotated[Text, Query(max_length=200, description="Part of the email.")]
_FILE: dict[str, Any] = {"response_class": StreamingResponse, "responses": EXPORTED}


async def _weak_match(core: Core, session: AsyncSession) -> float:
    return (await in_force(session, core.settings)).weak_match


@router.get("/experts/analytics/summary")
async def analytics_summary(
    _: Member, session: StillReadSession, core: CoreOf, days: Days = 30
) -> AnalyticsSummary:
    """Searches, matches, votes that count, leads and open gaps of the last days."""
    return await figures.summary(session, days, await _weak_match(core, session))


@router.get("/experts/analytics/dashboard")
async def analytics_dashboard(
    _: Member, session: StillReadSession, core: CoreOf, days: Days = 30
) -> AnalyticsDashboard:
    """The summary, the same over time, and what was searched and disliked most."""
    return await figures.dashboard(session, days, await _weak_match(core, session))


@router.get("/experts/searches")
async def list_searches(
    _: Member, session: StillReadSession, paging: Pages, wanted: WantedSearches
) -> Page[SearchOut]:
    """Searches, newest first; filters combine."""
    return await searches.listing(session, wanted, paging)


@router.get("/experts/searches/export", **_FILE)
async def export_searches(_: Member, core: CoreOf, wanted: WantedSearches) -> Response:
    """All searches that match, as CSV."""
    return await csv_response(core.database, rows.of_searches(wanted))


@router.get("/experts/searches/{conversation_id}")
async def get_search(conversation_id: UUID, user: Member, session: StillReadSession) -> SearchDetail:
    """One search: what was said before, who was shown, votes with the one that counts, clicks, lead."""
    return await searches.detail(session, user, conversation_id)


@router.get("/experts/leads")
async def list_leads(user: Member, session: StillReadSession, paging: Pages, q: _Words = "") -> Page[LeadOut]:
    """People who left their email, newest first."""
    return await leads.listing(session, user, q.strip().lower(), paging)


@router.get("/experts/leads/export", **_FILE)
async def export_leads(user: Member, core: CoreOf, q: _Words = "") -> Response:
    """All leads that match, as CSV."""
    return await csv_response(core.database, rows.of_leads(user, q.strip().lower()))


@router.get("/experts/gaps")
async def list_gaps(
    _: Member,
    session: StillReadSession,
    core: CoreOf,
    days: Days = 30,
    state: GapState = "open",
    limit: Annotated[int, Query(ge=1, le=100, description="Rows a page.")] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Rows to skip.")] = 0,
    cursor: Annotated[
        str | None, Query(max_length=2000, description="`next_cursor` of the page before.")
    ] = None,
) -> Page[GapOut]:
    """Queries that nobody fits well, the most searched first."""
    place = GapPlace(limit, offset, GapCursor.parse(cursor) if cursor else None)
    return await gaps.listing(session, place, state, days, await _weak_match(core, session))


@router.get("/experts/gaps/export", **_FILE)
async def export_gaps(
    _: Member, session: ReadSession, core: CoreOf, days: Days = 30, state: GapState = "open"
) -> Response:
    """All gaps, as CSV."""
    return await csv_response(core.database, rows.of_gaps(state, days, await _weak_match(core, session)))


@router.post("/experts/gaps/resolve", status_code=204, response_class=Response)
async def resolve_gap(payload: GapResolve, _: Member, session: WriteSession) -> None:
    """Close a gap; it opens again once its query fails again."""
    await gaps.resolve(session, payload)


@router.post("/experts/gaps/reopen", status_code=204, response_class=Response)
async def reopen_gap(payload: GapRef, _: Member, session: WriteSession) -> None:
    """Open a gap again; its note is gone."""
    await gaps.reopen(session, payload.query_key)
