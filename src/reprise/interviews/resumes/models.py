"""What a person has done so far, in their own words."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, UtcDateTime, utcnow

MAX_RESUME: Final = 50_000


class Resume(Identified, Base):
    """One for each person; `file_name` is where the text came from, null when it was typed."""

    __tablename__ = "resumes"
    __table_args__ = (CheckConstraint(f"length(content) BETWEEN 1 AND {MAX_RESUME}", name="content_length"),)

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    content: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)
