"""Descriptions of music, in words and in attributes."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, JsonDocument, Owned, UtcDateTime, utcnow

TERM_LENGTH: Final = 64
# Compared byte by byte, as SQLite does anyway: words with one beginning lie side by side.
TERM: Final = String(TERM_LENGTH).with_variant(String(TERM_LENGTH, collation="C"), "postgresql")


class Prompt(Identified, Owned, Base):
    """`tempo` is in beats a minute. The attributes are columns so that a search can filter by them."""

    __tablename__ = "prompts"
    __table_args__ = (
        CheckConstraint("length(text) BETWEEN 1 AND 2000", name="text_length"),
        CheckConstraint("tempo IS NULL OR tempo BETWEEN 40 AND 200", name="tempo_range"),
        Index("ix_prompts_created_at_id", "created_at", "id"),
        Index("ix_prompts_tempo_created_at_id", "tempo", "created_at", "id"),
    )

    text: Mapped[str] = mapped_column(Text)
    style: Mapped[str | None] = mapped_column(String(64))
    mood: Mapped[str | None] = mapped_column(String(64))
    tempo: Mapped[float | None] = mapped_column(Float)
    key: Mapped[str | None] = mapped_column(String(32))
    instruments_primary: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    instruments_secondary: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class PromptTerm(Base):
    """A term that a prompt is found by, with the prompt's instant: the newest of a term lie side by side.

    Made with the prompt, which never changes; `songs.prompts.terms` says what the terms are.
    """

    __tablename__ = "prompt_terms"
    __table_args__ = (
        Index("ix_prompt_terms_field_term_created_at_prompt_id", "field", "term", "created_at", "prompt_id"),
        {"sqlite_with_rowid": False},
    )

    prompt_id: Mapped[UUID] = mapped_column(ForeignKey("prompts.id", ondelete="CASCADE"), primary_key=True)
    field: Mapped[str] = mapped_column(String(8), primary_key=True)
    term: Mapped[str] = mapped_column(TERM, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
