"""SQL that gathers figures over the sessions of one person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.interviews.feedback.models import SCORES, InterviewFeedback
from reprise.interviews.sessions.models import InterviewSession, SessionMessage

_ROLES = 5


async def counts(session: AsyncSession, user: CurrentUser) -> dict[str, int]:
    query = (
        select(InterviewSession.status, func.count().label("sessions"))
        .where(InterviewSession.owner_id == user.id)
        .group_by(InterviewSession.status)
    )
    return {row.status: row.sessions for row in await session.execute(query)}


async def average_score(session: AsyncSession, user: CurrentUser) -> float | None:
    query = (
        select(func.avg(InterviewFeedback.overall_score))
        .join(InterviewSession, InterviewSession.id == InterviewFeedback.session_id)
        .where(InterviewSession.owner_id == user.id)
    )
    average = await session.scalar(query)
    return None if average is None else float(average)


async def answers(session: AsyncSession, user: CurrentUser) -> int:
    query = select(func.count()).where(SessionMessage.owner_id == user.id, SessionMessage.type == "answer")
    return (await session.scalar(query)) or 0


async def most_practised(session: AsyncSession, user: CurrentUser) -> Sequence[Row[str, int]]:
    sessions = func.count().label("sessions")
    query = (
        select(InterviewSession.role, sessions)
        .where(InterviewSession.owner_id == user.id)
        .group_by(InterviewSession.role)
        .order_by(sessions.desc(), InterviewSession.role)
        .limit(_ROLES)
    )
    return (await session.execute(query)).all()


async def points(
    session: AsyncSession, user: CurrentUser, paging: Paging, *, series_id: UUID | None, role: str | None
) -> tuple[Sequence[Row[*tuple[Any, ...]]], str | None, int, bool]:
    """Judged sessions, the last completed first."""
    query = (
        select(
            InterviewSession.id,
            InterviewSession.id.label("session_id"),
            InterviewSession.series_id,
            InterviewSession.attempt,
            InterviewSession.role,
            InterviewSession.completed_at,
            InterviewSession.completed_at.label("created_at"),
            *(getattr(InterviewFeedback, name) for name in SCORES),
        )
        .join(InterviewFeedback, InterviewFeedback.session_id == InterviewSession.id)
        .where(InterviewSession.owner_id == user.id)
    )
    if series_id is not None:
        query = query.where(InterviewSession.series_id == series_id)
    if role is not None:
        query = query.where(InterviewSession.role == role)
    rows, cursor = await newest_first(
        session, query, paging, created_at=InterviewSession.completed_at, id_=InterviewSession.id
    )
    total, capped = await capped_total(session, query)
    return rows, cursor, total, capped
