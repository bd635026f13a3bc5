"""Decisions about feedback: ask for it, read it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.interviews.feedback import repository
from reprise.interviews.feedback.errors import (
    FeedbackAlreadyExistsError,
    FeedbackNotFoundError,
    SessionNotCompletedError,
)
from reprise.interviews.feedback.models import InterviewFeedback
from reprise.interviews.feedback.schemas import GivenThumb, InterviewFeedbackResponse, QuoteOut
from reprise.interviews.operations import repository as operation_rows
from reprise.interviews.operations import service as operations
from reprise.interviews.operations.models import Operation, OperationType
from reprise.interviews.sessions import service as sessions
from reprise.interviews.sessions.models import InterviewSession

OPERATION: Final[OperationType] = "feedback_analysis"


async def generate(core: Core, session: AsyncSession, user: CurrentUser, session_id: UUID) -> Operation:
    """Ask for feedback on a completed session; a worker lets an analyst write it.

    Raises:
        SessionNotCompletedError, FeedbackAlreadyExistsError, OperationRunningError: not now, or not again.
    """
    interview = await sessions.find_locked(session, user, session_id)
    await admit(session, interview)
    return await operations.accept(core, session, interview, OPERATION)


async def admit(session: AsyncSession, interview: InterviewSession) -> None:
    """Whether a locked session may get feedback; raises what `generate` raises."""
    if interview.status != "completed":
        raise SessionNotCompletedError(
            f"The session is {interview.status}: it must be completed before feedback can be generated."
        )
    if await repository.of_session(session, interview.id) is not None:
        raise FeedbackAlreadyExistsError("This session has its feedback already.")
    await operations.require_none_live(session, interview, OPERATION)


async def find(session: AsyncSession, user: CurrentUser, session_id: UUID) -> InterviewFeedback:
    """
    Raises:
        NotFoundError: there is no such session, or it is somebody else's.
        FeedbackNotFoundError: it has no feedback (yet).
    """
    await sessions.find(session, user, session_id)
    feedback = await repository.of_session(session, session_id)
    if feedback is None:
        raise FeedbackNotFoundError(f"The session {session_id} has no feedback yet.")
    return feedback


async def describe(session: AsyncSession, feedback: InterviewFeedback) -> InterviewFeedbackResponse:
    analysis = await operation_rows.completed(session, feedback.session_id, OPERATION)
    thumb = await repository.thumb(session, feedback.id)
    quotes = await repository.quotes(session, feedback.id)
    columns = {column.key: getattr(feedback, column.key) for column in InterviewFeedback.__table__.columns}
    return InterviewFeedbackResponse(
        **columns,
        quotes=[QuoteOut.model_validate(quote) for quote in quotes],
        analyst=analysis.made_by if analysis else None,
        thumb=GivenThumb(up=thumb.is_up, reason=thumb.reason) if thumb else None,
    )


async def describe_if_any(session: AsyncSession, session_id: UUID) -> InterviewFeedbackResponse | None:
    """For readers who were let in already."""
    feedback = await repository.of_session(session, session_id)
    return None if feedback is None else await describe(session, feedback)
