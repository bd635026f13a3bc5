"""HTTP of figures over many sessions."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from reprise.core.auth.dependencies import Member
from reprise.core.db.dependencies import ReadSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.idempotency.routing import Router
from reprise.core.paging import Page
from reprise.core.schema import Text
from reprise.interviews.overview import service
from reprise.interviews.overview.schemas import Dashboard, ProgressPoint

router = Router(tags=["interviews"])


@router.get("/interviews/dashboard")
async def get_dashboard(user: Member, session: ReadSession, core: CoreOf) -> Dashboard:
    """How much was practised, how well, and who would judge the next session."""
    return await service.dashboard(core.settings, session, user)


@router.get("/interviews/progress")
async def list_progress(
    user: Member,
    session: ReadSession,
    paging: Pages,
    series_id: Annotated[UUID | None, Query(description="The attempts of one retaken session.")] = None,
    role: Annotated[Text | None, Query(max_length=200, description="A posting's whole title.")] = None,
) -> Page[ProgressPoint]:
    """The scores of judged sessions, the last completed first."""
    return await service.progress(session, user, paging, series_id=series_id, role=role)
