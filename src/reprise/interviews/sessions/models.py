"""Practice sessions and what was said in them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reprise.core.db import Base, Identified, JsonDocument, Owned, UtcDateTime, utcnow

if TYPE_CHECKING:
    from reprise.interviews.feedback.models import InterviewFeedback

SessionStatus = Literal["active", "paused", "completed"]
STATUSES: Final[tuple[SessionStatus, ...]] = get_args(SessionStatus)
MessageType = Literal["technical", "behavioral", "situational", "answer"]
MESSAGE_TYPES: Final[tuple[MessageType, ...]] = get_args(MessageType)
MAX_QUESTIONS: Final = 50
"""Also of a session without a limit of its own: the writer reads everything said so far."""
MAX_MINUTES: Final = 240


class InterviewSession(Identified, Owned, Base):
    """One practice interview. A trigger admits only active ⇄ paused, and either → completed.

    `posting` is the job posting as it was at the start, `role` its title. `series_id` is the id of the first
    attempt. The clock stands at `practised_seconds`, plus the time since `running_since` while it runs.
    """

    __tablename__ = "interview_sessions"
    __table_args__ = (
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint(f"question_count BETWEEN 1 AND {MAX_QUESTIONS}", name="question_count_range"),
        CheckConstraint(f"minutes BETWEEN 1 AND {MAX_MINUTES}", name="minutes_range"),
        CheckConstraint("attempt >= 1", name="attempt_range"),
        CheckConstraint("(status = 'completed') = (completed_at IS NOT NULL)", name="completed_at"),
        CheckConstraint("(status = 'active') = (running_since IS NOT NULL)", name="running_since"),
        UniqueConstraint("series_id", "attempt"),
        Index("ix_interview_sessions_owner_id_created_at_id", "owner_id", "created_at", "id"),
        Index(
            "ix_interview_sessions_owner_id_status_created_at_id", "owner_id", "status", "created_at", "id"
        ),
        Index("ix_interview_sessions_owner_id_completed_at_id", "owner_id", "completed_at", "id"),
    )

    job_posting_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("job_postings.id", ondelete="SET NULL"), index=True
    )
    role: Mapped[str] = mapped_column(String(200))
    posting: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    status: Mapped[str] = mapped_column(String(16), default="active")
    question_count: Mapped[int | None] = mapped_column(Integer)
    minutes: Mapped[int | None] = mapped_column(Integer)
    series_id: Mapped[UUID]
    attempt: Mapped[int] = mapped_column(Integer, default=1)
    practised_seconds: Mapped[float] = mapped_column(Float, default=0.0)
    running_since: Mapped[datetime | None] = mapped_column(UtcDateTime, default=utcnow)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    feedback: Mapped[InterviewFeedback | None] = relationship(
        back_populates="session",
        uselist=False,
        lazy="raise",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class SessionMessage(Identified, Owned, Base):
    """A question or an answer. Both `position` and `created_at` grow by every message of a session."""

    __tablename__ = "session_messages"
    __table_args__ = (
        CheckConstraint(f"type IN {MESSAGE_TYPES}", name="type"),
        CheckConstraint("length(content) BETWEEN 1 AND 20000", name="content_length"),
        UniqueConstraint("session_id", "position"),
        Index("ix_session_messages_session_id_created_at_id", "session_id", "created_at", "id"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("interview_sessions.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    type: Mapped[str] = mapped_column(String(16))
    content: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
