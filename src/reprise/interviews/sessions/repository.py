"""SQL that moves sessions and writes their transcripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import utcnow
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.interviews.sessions.models import InterviewSession, MessageType, SessionMessage, SessionStatus


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """What is None does not filter. `created_before` is exclusive; `role` is part of the title."""

    status: SessionStatus | None = None
    job_posting_id: UUID | None = None
    series_id: UUID | None = None
    role: str | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None


async def get(session: AsyncSession, user: CurrentUser, session_id: UUID) -> InterviewSession | None:
    query = select(InterviewSession).where(
        InterviewSession.id == session_id, InterviewSession.owner_id == user.id
    )
    return await session.scalar(query)


async def lock(session: AsyncSession, user: CurrentUser, session_id: UUID) -> InterviewSession | None:
    """The session, which nobody else changes before the transaction ends."""
    query = select(InterviewSession).where(
        InterviewSession.id == session_id, InterviewSession.owner_id == user.id
    )
    return await session.scalar(
        query.with_for_update(key_share=True).execution_options(populate_existing=True)
    )


async def lock_for_work(session: AsyncSession, session_id: UUID) -> InterviewSession | None:
    """As `lock`, for a worker; always taken before the operation's row, as requests do."""
    query = select(InterviewSession).where(InterviewSession.id == session_id)
    return await session.scalar(
        query.with_for_update(key_share=True).execution_options(populate_existing=True)
    )


async def by_id(session: AsyncSession, session_id: UUID) -> InterviewSession | None:
    return await session.get(InterviewSession, session_id)


async def add(session: AsyncSession, interview: InterviewSession) -> None:
    session.add(interview)
    await session.flush()


async def next_attempt(session: AsyncSession, series_id: UUID) -> int:
    """The number of the next attempt; who asks at the same time waits and gets the one after."""
    attempts = (
        select(InterviewSession.id)
        .where(InterviewSession.series_id == series_id)
        .order_by(InterviewSession.id)
        .with_for_update(key_share=True)
    )
    await session.execute(attempts)
    query = select(func.max(InterviewSession.attempt)).where(InterviewSession.series_id == series_id)
    return ((await session.scalar(query)) or 0) + 1


async def remove(session: AsyncSession, session_id: UUID) -> None:
    await session.execute(
        delete(InterviewSession)
        .where(InterviewSession.id == session_id)
        .execution_options(synchronize_session=False)
    )


async def page(
    session: AsyncSession, user: CurrentUser, paging: Paging, wanted: SessionFilter
) -> tuple[list[InterviewSession], str | None, int, bool]:
    query = select(InterviewSession, InterviewSession.created_at, InterviewSession.id).where(
        InterviewSession.owner_id == user.id
    )
    for column, value in (
        (InterviewSession.status, wanted.status),
        (InterviewSession.job_posting_id, wanted.job_posting_id),
        (InterviewSession.series_id, wanted.series_id),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.role is not None:
        query = query.where(InterviewSession.role.icontains(wanted.role, autoescape=True))
    if wanted.created_from is not None:
        query = query.where(InterviewSession.created_at >= wanted.created_from)
    if wanted.created_before is not None:
        query = query.where(InterviewSession.created_at < wanted.created_before)
    rows, cursor = await newest_first(
        session, query, paging, created_at=InterviewSession.created_at, id_=InterviewSession.id
    )
    total, capped = await capped_total(session, query)
    return [row[0] for row in rows], cursor, total, capped


async def messages(session: AsyncSession, session_id: UUID) -> Sequence[SessionMessage]:
    """The whole transcript, in order; a session holds at most a hundred messages."""
    query = select(SessionMessage).where(SessionMessage.session_id == session_id)
    return (await session.scalars(query.order_by(SessionMessage.position))).all()


async def last_message(session: AsyncSession, session_id: UUID) -> SessionMessage | None:
    query = select(SessionMessage).where(SessionMessage.session_id == session_id)
    return await session.scalar(query.order_by(SessionMessage.position.desc()).limit(1))


async def count_questions(session: AsyncSession, session_id: UUID) -> int:
    query = select(func.count()).where(
        SessionMessage.session_id == session_id, SessionMessage.type != "answer"
    )
    return (await session.scalar(query)) or 0


async def append(
    session: AsyncSession,
    interview: InterviewSession,
    type_: MessageType,
    content: str,
    *,
    id_: UUID | None = None,
) -> SessionMessage:
    """The session must be locked. Clocks of several hosts may differ, the order of messages may not."""
    last = await last_message(session, interview.id)
    now = utcnow()
    if last is not None:
        now = max(now, last.created_at + timedelta(microseconds=1))
    message = SessionMessage(
        id=id_ or uuid4(),
        owner_id=interview.owner_id,
        session_id=interview.id,
        position=0 if last is None else last.position + 1,
        type=type_,
        content=content,
        created_at=now,
    )
    session.add(message)
    await session.flush()
    return message
