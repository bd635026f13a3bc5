"""All SQL on feedback and its quotes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.interviews.feedback.models import InterviewFeedback, InterviewFeedbackQuote
from reprise.interviews.thumbs.models import FeedbackThumb


async def of_session(session: AsyncSession, session_id: UUID) -> InterviewFeedback | None:
    return await session.scalar(select(InterviewFeedback).where(InterviewFeedback.session_id == session_id))


async def quotes(session: AsyncSession, feedback_id: UUID) -> Sequence[InterviewFeedbackQuote]:
    query = select(InterviewFeedbackQuote).where(InterviewFeedbackQuote.feedback_id == feedback_id)
    return (await session.scalars(query.order_by(InterviewFeedbackQuote.position))).all()


async def thumb(session: AsyncSession, feedback_id: UUID) -> FeedbackThumb | None:
    return await session.scalar(select(FeedbackThumb).where(FeedbackThumb.feedback_id == feedback_id))


async def add(
    session: AsyncSession, feedback: InterviewFeedback, quotes_: Sequence[InterviewFeedbackQuote]
) -> None:
    session.add(feedback)
    await session.flush()
    session.add_all(quotes_)
    await session.flush()
