"""Sessions and messages as they come in and go out."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Integer, Payload
from reprise.interviews.postings.schemas import PostingFacts
from reprise.interviews.sessions.models import MAX_MINUTES, MAX_QUESTIONS, MessageType, SessionStatus


class InterviewSessionCreate(Payload):
    job_posting_id: UUID
    question_count: Integer | None = Field(
        None, ge=1, le=MAX_QUESTIONS, description=f"Questions at most; null: {MAX_QUESTIONS}.", examples=[5]
    )
    minutes: Integer | None = Field(
        None,
        ge=1,
        le=MAX_MINUTES,
        description="Of practice, pauses not counted; null: no limit.",
        examples=[30],
    )


class MessageOut(Answer):
    """A question of one of three types, or an answer."""

    id: UUID
    type: MessageType
    content: str
    created_at: UtcTime


class InterviewSessionOut(Answer):
    """`posting` is the job posting as it was at the start; `job_posting_id` is null once that is deleted.

    `open_question` waits for its answer. When `time_is_up` there are no more questions; an open one may
    still be answered. `overall_score` is that of the feedback, null without one.
    """

    id: UUID
    job_posting_id: UUID | None
    role: str
    posting: PostingFacts
    status: SessionStatus
    question_count: int | None
    minutes: int | None
    series_id: UUID
    attempt: int
    questions_asked: int
    questions_answered: int
    open_question: MessageOut | None
    elapsed_seconds: float
    remaining_seconds: float | None
    time_is_up: bool
    overall_score: int | None
    created_at: UtcTime
    updated_at: UtcTime
    completed_at: UtcTime | None
