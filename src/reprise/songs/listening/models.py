"""What people heard."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, JsonDocument, Owned, UtcDateTime, utcnow

ListenContext = Literal["player", "comparison"]
CONTEXTS: Final[tuple[ListenContext, ...]] = get_args(ListenContext)
HEARD_MS: Final = 1_000
"""From here on a sample counts as heard."""


class Listen(Identified, Owned, Base):
    """What one person heard of one sample in one view of a page.

    `heard_ms` is the time in which it was audible; `segments` are the parts of the sample that were heard,
    as [start, end] in milliseconds, sorted, apart and within it. A view only ever hears more: see
    `repository.store`.
    """

    __tablename__ = "listens"
    __table_args__ = (
        UniqueConstraint("owner_id", "view_id", "audio_id"),
        CheckConstraint(f"context IN {CONTEXTS}", name="context"),
        CheckConstraint("heard_ms >= 0", name="heard_ms_range"),
        # Which samples were heard at all, and which rows go with a sample.
        Index("ix_listens_audio_id_heard_ms", "audio_id", "heard_ms"),
    )

    view_id: Mapped[UUID] = mapped_column(Uuid)
    audio_id: Mapped[UUID] = mapped_column(ForeignKey("audio_samples.id", ondelete="CASCADE"))
    context: Mapped[str] = mapped_column(String(16))
    heard_ms: Mapped[int] = mapped_column(Integer)
    segments: Mapped[list[list[int]]] = mapped_column(JsonDocument, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
