"""What people marked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, Owned, UtcDateTime, utcnow


class Favorite(Identified, Owned, Base):
    """One person's mark on one prompt or one sample; it goes when its target goes."""

    __tablename__ = "favorites"
    __table_args__ = (
        CheckConstraint("(prompt_id IS NULL) <> (audio_id IS NULL)", name="one_target"),
        UniqueConstraint("owner_id", "prompt_id"),
        UniqueConstraint("owner_id", "audio_id"),
        Index("ix_favorites_owner_id_created_at_id", "owner_id", "created_at", "id"),
    )

    prompt_id: Mapped[UUID | None] = mapped_column(ForeignKey("prompts.id", ondelete="CASCADE"), index=True)
    audio_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("audio_samples.id", ondelete="CASCADE"), index=True
    )
    note: Mapped[str | None] = mapped_column(String(1000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
