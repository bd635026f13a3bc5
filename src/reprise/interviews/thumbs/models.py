"""Thumbs on feedback."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, Owned, UtcDateTime, utcnow


class FeedbackThumb(Identified, Owned, Base):
    """Whether the feedback helped, and why. `analyst` is who had judged."""

    __tablename__ = "interview_feedback_thumbs"
    __table_args__ = (Index("ix_interview_feedback_thumbs_created_at_id", "created_at", "id"),)

    feedback_id: Mapped[UUID] = mapped_column(
        ForeignKey("interview_feedbacks.id", ondelete="CASCADE"), unique=True
    )
    is_up: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(String(1000))
    analyst: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)
