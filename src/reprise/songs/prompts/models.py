"""Descriptions of music, in words and in attributes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, JsonDocument, Owned, UtcDateTime, utcnow


class Prompt(Identified, Owned, Base):
    """`tempo` is in beats a minute. The attributes are columns so that a search can filter by them."""

    __tablename__ = "prompts"
    __table_args__ = (
        CheckConstraint("length(text) BETWEEN 1 AND 2000", name="text_length"),
        CheckConstraint("tempo IS NULL OR tempo BETWEEN 40 AND 200", name="tempo_range"),
        Index("ix_prompts_created_at_id", "created_at", "id"),
    )

    text: Mapped[str] = mapped_column(Text)
    style: Mapped[str | None] = mapped_column(String(64))
    mood: Mapped[str | None] = mapped_column(String(64))
    tempo: Mapped[float | None] = mapped_column(Float)
    key: Mapped[str | None] = mapped_column(String(32))
    instruments_primary: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    instruments_secondary: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
