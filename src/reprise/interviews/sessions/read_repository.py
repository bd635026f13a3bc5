"""SQL that gathers what surrounds sessions: figures of their transcripts, scores, pages of messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.paging import Paging, capped_total, oldest_first
from reprise.interviews.feedback.models import InterviewFeedback
from reprise.interviews.sessions.models import SessionMessage


@dataclass(frozen=True, slots=True)
class Tally:
    """Messages of a transcript, counted."""

    asked: int = 0
    answered: int = 0


async def tallies(session: AsyncSession, session_ids: Sequence[UUID]) -> dict[UUID, Tally]:
    answered = func.sum(case((SessionMessage.type == "answer", 1), else_=0)).label("answered")
    query = (
        select(SessionMessage.session_id, func.count().label("messages"), answered)
        .where(SessionMessage.session_id.in_(session_ids))
        .group_by(SessionMessage.session_id)
    )
    rows = await session.execute(query)
    return {row.session_id: Tally(row.messages - row.answered, row.answered) for row in rows}


async def open_questions(session: AsyncSession, session_ids: Sequence[UUID]) -> dict[UUID, SessionMessage]:
    """The last message of each session whose last message is a question."""
    newest = (
        select(SessionMessage.session_id, func.max(SessionMessage.position).label("position"))
        .where(SessionMessage.session_id.in_(session_ids))
        .group_by(SessionMessage.session_id)
        .subquery()
    )
    query = select(SessionMessage).join(
        newest,
        (SessionMessage.session_id == newest.c.session_id) & (SessionMessage.position == newest.c.position),
    )
    found = await session.scalars(query.where(SessionMessage.type != "answer"))
    return {message.session_id: message for message in found}


async def scores(session: AsyncSession, session_ids: Sequence[UUID]) -> dict[UUID, int]:
    query = select(InterviewFeedback.session_id, InterviewFeedback.overall_score).where(
        InterviewFeedback.session_id.in_(session_ids)
    )
    return {row.session_id: row.overall_score for row in await session.execute(query)}


async def message_page(
    session: AsyncSession, session_id: UUID, paging: Paging
) -> tuple[list[SessionMessage], str | None, int, bool]:
    query = select(SessionMessage, SessionMessage.created_at, SessionMessage.id).where(
        SessionMessage.session_id == session_id
    )
    rows, cursor = await oldest_first(
        session, query, paging, created_at=SessionMessage.created_at, id_=SessionMessage.id
    )
    total, capped = await capped_total(session, query)
    return [row[0] for row in rows], cursor, total, capped
