"""Jobs that people practise for."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, JsonDocument, Owned, UtcDateTime, utcnow

MAX_TITLE: Final = 200
MAX_DESCRIPTION: Final = 10_000


class JobPosting(Identified, Owned, Base):
    """Sessions keep a copy of it as it was when they began, so it may be changed and deleted."""

    __tablename__ = "job_postings"
    __table_args__ = (
        CheckConstraint(f"length(title) BETWEEN 1 AND {MAX_TITLE}", name="title_length"),
        CheckConstraint(f"length(description) BETWEEN 1 AND {MAX_DESCRIPTION}", name="description_length"),
        Index("ix_job_postings_owner_id_created_at_id", "owner_id", "created_at", "id"),
    )

    title: Mapped[str] = mapped_column(String(MAX_TITLE))
    description: Mapped[str] = mapped_column(Text)
    company: Mapped[str | None] = mapped_column(String(200))
    experience_level: Mapped[str | None] = mapped_column(String(100))
    tech_stack: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    language: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)
