"""Invites that were given out and not yet taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, Owned, UtcDateTime, utcnow


class Invite(Identified, Owned, Base):
    """A link by which `max_uses` people may register until it expires."""

    __tablename__ = "invites"
    __table_args__ = (
        # Nobody becomes an admin by a link that was passed on.
        CheckConstraint("role IN ('member', 'rater')", name="role"),
        CheckConstraint("uses BETWEEN 0 AND max_uses", name="uses_range"),
        Index(None, "created_at", "id"),
    )

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(16))
    note: Mapped[str | None] = mapped_column(String(200))
    max_uses: Mapped[int]
    uses: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
