"""Prompts to start from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, Float, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, JsonDocument, Owned, UtcDateTime, utcnow


class PromptTemplate(Identified, Owned, Base):
    """A named text with attributes, as in `prompts`. System templates come with the migrations."""

    __tablename__ = "prompt_templates"
    __table_args__ = (
        UniqueConstraint("owner_id", "name"),
        CheckConstraint("length(text) BETWEEN 1 AND 2000", name="text_length"),
        CheckConstraint("tempo IS NULL OR tempo BETWEEN 40 AND 200", name="tempo_range"),
        Index("ix_prompt_templates_created_at_id", "created_at", "id"),
        Index("ix_prompt_templates_category_created_at_id", "category", "created_at", "id"),
    )

    name: Mapped[str] = mapped_column(String(120))
    category: Mapped[str] = mapped_column(String(64))
    is_system: Mapped[bool] = mapped_column(Boolean, default=False)
    text: Mapped[str] = mapped_column(Text)
    style: Mapped[str | None] = mapped_column(String(64))
    mood: Mapped[str | None] = mapped_column(String(64))
    tempo: Mapped[float | None] = mapped_column(Float)
    key: Mapped[str | None] = mapped_column(String(32))
    instruments_primary: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    instruments_secondary: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
