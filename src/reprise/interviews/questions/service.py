"""Decisions about questions and answers."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.interviews.operations import service as operations
from reprise.interviews.operations.models import Operation, OperationType
from reprise.interviews.questions.errors import (
    NoOpenQuestionError,
    QuestionLimitReachedError,
    QuestionOpenError,
    TimeIsUpError,
)
from reprise.interviews.sessions import clock, repository
from reprise.interviews.sessions import service as sessions
from reprise.interviews.sessions.models import MAX_QUESTIONS, InterviewSession
from reprise.interviews.sessions.schemas import MessageOut

OPERATION: Final[OperationType] = "question_generation"


async def generate(core: Core, session: AsyncSession, user: CurrentUser, session_id: UUID) -> Operation:
    """Ask for the next question; a worker writes it.

    Raises:
        SessionNotActiveError, QuestionOpenError, QuestionLimitReachedError, TimeIsUpError,
        OperationRunningError: there is no next question now.
    """
    interview = await sessions.find_locked(session, user, session_id)
    await admit(session, interview)
    return await operations.accept(core, session, interview, OPERATION)


async def admit(session: AsyncSession, interview: InterviewSession) -> None:
    """Whether a locked session may have another question now; raises what `generate` raises."""
    sessions.require_active(interview)
    await operations.require_none_live(session, interview, OPERATION)
    last = await repository.last_message(session, interview.id)
    if last is not None and last.type != "answer":
        raise QuestionOpenError("A question waits for its answer.")
    limit = interview.question_count or MAX_QUESTIONS
    if await repository.count_questions(session, interview.id) >= limit:
        raise QuestionLimitReachedError(f"All {limit} questions of this session were asked: complete it.")
    if clock.remaining(interview, utcnow()) == 0.0:
        raise TimeIsUpError(f"The {interview.minutes} minutes of this session are over: complete it.")


async def answer(session: AsyncSession, user: CurrentUser, session_id: UUID, text: str) -> MessageOut:
    """Answer the open question. What was asked in time may be answered after it.

    Raises:
        SessionNotActiveError: it is paused or completed.
        NoOpenQuestionError: no question waits.
    """
    interview = await sessions.find_locked(session, user, session_id)
    sessions.require_active(interview)
    last = await repository.last_message(session, interview.id)
    if last is None or last.type == "answer":
        raise NoOpenQuestionError("No question waits for an answer: ask for the next one.")
    return MessageOut.model_validate(await repository.append(session, interview, "answer", text))
