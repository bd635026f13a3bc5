"""Feedback on sessions, one at most for each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from reprise.core.db import Base, Identified, JsonDocument, Owned, UtcDateTime, utcnow

if TYPE_CHECKING:
    from reprise.interviews.sessions.models import InterviewSession

Dimension = Literal["technical_accuracy", "communication_clarity", "problem_solving", "relevance"]
DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
SCORES: Final = tuple(f"{name}_score" for name in (*DIMENSIONS, "overall"))
LISTS: Final = ("knowledge_gaps", "learning_recommendations")


class InterviewFeedback(Identified, Base):
    """Scores are whole numbers from 0 to 100, checked here and in the database."""

    __tablename__ = "interview_feedbacks"
    __table_args__ = tuple(CheckConstraint(f"{name} BETWEEN 0 AND 100", name=name) for name in SCORES)

    session_id: Mapped[UUID] = mapped_column(
        ForeignKey("interview_sessions.id", ondelete="CASCADE"), unique=True, index=True
    )
    technical_accuracy_score: Mapped[int] = mapped_column(Integer)
    communication_clarity_score: Mapped[int] = mapped_column(Integer)
    problem_solving_score: Mapped[int] = mapped_column(Integer)
    relevance_score: Mapped[int] = mapped_column(Integer)
    overall_score: Mapped[int] = mapped_column(Integer)
    technical_feedback: Mapped[str] = mapped_column(Text)
    communication_feedback: Mapped[str] = mapped_column(Text)
    problem_solving_feedback: Mapped[str] = mapped_column(Text)
    relevance_feedback: Mapped[str] = mapped_column(Text)
    overall_comments: Mapped[str | None] = mapped_column(Text)
    knowledge_gaps: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    learning_recommendations: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)

    session: Mapped[InterviewSession] = relationship(back_populates="feedback", lazy="raise")

    @validates(*SCORES)
    def _in_range(self, name: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
            raise ValueError(f"{name} is a whole number from 0 to 100, not {value!r}")
        return value

    @validates(*LISTS)
    def _texts(self, name: str, value: Any) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValueError(f"{name} is a list of texts")
        return value


class InterviewFeedbackQuote(Identified, Owned, Base):
    """Words of an answer that a judgement rests on."""

    __tablename__ = "interview_feedback_quotes"
    __table_args__ = (
        CheckConstraint(f"dimension IN {DIMENSIONS}", name="dimension"),
        Index("ix_interview_feedback_quotes_feedback_id_position", "feedback_id", "position"),
    )

    feedback_id: Mapped[UUID] = mapped_column(ForeignKey("interview_feedbacks.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    dimension: Mapped[str] = mapped_column(String(32))
    message_id: Mapped[UUID] = mapped_column(
        ForeignKey("session_messages.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
