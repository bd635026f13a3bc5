"""Gaps that somebody looked after."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, UtcDateTime, utcnow
from reprise.experts.chat.models import MAX_QUERY_KEY


class GapResolution(Base):
    """The gap of one query is closed, until the query fails again."""

    __tablename__ = "gap_resolutions"

    query_key: Mapped[str] = mapped_column(String(MAX_QUERY_KEY), primary_key=True)
    note: Mapped[str | None] = mapped_column(String(1000))
    resolved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
