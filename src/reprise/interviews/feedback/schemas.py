"""Feedback as it goes out."""

from __future__ import annotations

from uuid import UUID

from pydantic import ConfigDict, Field

from reprise.core.db import UtcTime
from reprise.core.schema import Answer
from reprise.interviews.feedback.models import Dimension


class QuoteOut(Answer):
    """Words of an answer that the judgement of a dimension rests on."""

    dimension: Dimension
    message_id: UUID
    text: str


class GivenThumb(Answer):
    """What the person said of this feedback."""

    up: bool
    reason: str | None


class InterviewFeedbackResponse(Answer):
    """Scores are whole numbers from 0 to 100, the overall one the mean of the other four, half up.

    `analyst` is who judged: a model's name, or the offline rubric.
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    session_id: UUID
    technical_accuracy_score: int = Field(ge=0, le=100)
    communication_clarity_score: int = Field(ge=0, le=100)
    problem_solving_score: int = Field(ge=0, le=100)
    relevance_score: int = Field(ge=0, le=100)
    overall_score: int = Field(ge=0, le=100)
    technical_feedback: str
    communication_feedback: str
    problem_solving_feedback: str
    relevance_feedback: str
    overall_comments: str | None
    knowledge_gaps: list[str]
    learning_recommendations: list[str]
    quotes: list[QuoteOut] = Field(default_factory=list)
    analyst: str | None = None
    thumb: GivenThumb | None = None
    created_at: UtcTime
    updated_at: UtcTime
