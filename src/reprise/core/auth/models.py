"""People who use this installation."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, UtcDateTime, utcnow

Role = Literal["admin", "member", "rater"]

OWNER_ID: Final = UUID("00000000-0000-4000-8000-000000000001")
"""The one person of the modes `token` and `open`; a row of `users` from the first migration on."""


class User(Identified, Base):
    __tablename__ = "users"
    __table_args__ = (CheckConstraint(f"role IN {get_args(Role)}", name="role"),)

    email: Mapped[str | None] = mapped_column(String(320), unique=True)
    role: Mapped[str] = mapped_column(String(16), default="member")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
