"""What a person asks about all of their sessions at once."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.paging import Page, Paging
from reprise.core.settings import Settings
from reprise.interviews.analysis.interface import analyst_label
from reprise.interviews.overview import read_repository
from reprise.interviews.overview.schemas import Dashboard, PractisedRole, ProgressPoint


async def dashboard(settings: Settings, session: AsyncSession, user: CurrentUser) -> Dashboard:
    counts = await read_repository.counts(session, user)
    average = await read_repository.average_score(session, user)
    roles = await read_repository.most_practised(session, user)
    return Dashboard(
        completed_sessions=counts.get("completed", 0),
        open_sessions=counts.get("active", 0) + counts.get("paused", 0),
        average_score=None if average is None else round(average, 1),
        questions_answered=await read_repository.answers(session, user),
        most_practised_roles=[PractisedRole.model_validate(row) for row in roles],
        analyst=analyst_label(settings),
    )


async def progress(
    session: AsyncSession, user: CurrentUser, paging: Paging, *, series_id: UUID | None, role: str | None
) -> Page[ProgressPoint]:
    rows, cursor, total, capped = await read_repository.points(
        session, user, paging, series_id=series_id, role=role
    )
    return Page(
        items=[ProgressPoint.model_validate(row) for row in rows],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )
