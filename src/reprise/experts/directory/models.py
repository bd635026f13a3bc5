"""Experts, and the counter by which search indexes see that something changed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Float, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, JsonDocument, Owned, UtcDateTime, utcnow

STATE_ID: Final = 1


class Expert(Identified, Owned, Base):
    """`revision` is the directory's as it was last changed; `search_key` is what lists look for words in.

    `hourly_rate` is in `currency` (ISO 4217); `findability` is 0 to 100.
    """

    __tablename__ = "experts"
    __table_args__ = (
        CheckConstraint("hourly_rate >= 0", name="hourly_rate_range"),
        CheckConstraint("findability BETWEEN 0 AND 100", name="findability_range"),
        Index("ix_experts_created_at_id", "created_at", "id"),
        Index("ix_experts_category_created_at_id", "category", "created_at", "id"),
        Index("ix_experts_is_active_created_at_id", "is_active", "created_at", "id"),
        Index("ix_experts_findability_created_at_id", "findability", "created_at", "id"),
        Index("ix_experts_revision_id", "revision", "id"),
    )

    username: Mapped[str] = mapped_column(String(100), unique=True)
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100))
    job_title: Mapped[str | None] = mapped_column(String(200))
    company: Mapped[str | None] = mapped_column(String(200))
    bio: Mapped[str | None] = mapped_column(Text)
    hourly_rate: Mapped[float | None] = mapped_column(Float(53))
    currency: Mapped[str | None] = mapped_column(String(3))
    profile_url: Mapped[str | None] = mapped_column(String(2000))
    category: Mapped[str | None] = mapped_column(String(100))
    tags: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    findability: Mapped[int] = mapped_column(Integer, default=0)
    revision: Mapped[int] = mapped_column(BigInteger)
    search_key: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)


class DirectoryState(Base):
    """One row. `revision` goes up with every change and `removals` with every expert deleted.

    Whoever changes the directory holds this row to the end of the transaction: revisions become visible in
    their order.
    """

    __tablename__ = "expert_directory_state"
    __table_args__ = (CheckConstraint(f"id = {STATE_ID}", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(BigInteger, default=0)
    removals: Mapped[int] = mapped_column(BigInteger, default=0)
