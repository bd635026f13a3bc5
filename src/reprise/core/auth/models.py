"""People who use this installation, and what they prove it with."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, Owned, UtcDateTime, utcnow

Role = Literal["admin", "member", "rater"]

OWNER_ID: Final = UUID("00000000-0000-4000-8000-000000000001")
"""The installation's own row of `users`, there from the first migration on.

The modes `token` and `open` act as it; the first admin takes it over by giving it an email; and it holds what
people leave behind when they delete their accounts.
"""


class User(Identified, Base):
    """`token_version` is part of every access token: counting it up voids all that were given out."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint(f"role IN {get_args(Role)}", name="role"),
        Index(None, "created_at", "id"),
    )

    email: Mapped[str | None] = mapped_column(String(320), unique=True)
    role: Mapped[str] = mapped_column(String(16), default="member")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    password_hash: Mapped[str | None] = mapped_column(String(256))
    token_version: Mapped[int] = mapped_column(default=0, server_default="0")
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class UserSession(Identified, Owned, Base):
    """A browser that is signed in; its cookie's value is known by its digest only."""

    __tablename__ = "user_sessions"

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class ApiKey(Identified, Owned, Base):
    """A key for a program; `hint` is its beginning, by which its owner knows it again."""

    __tablename__ = "api_keys"
    __table_args__ = (Index(None, "owner_id", "created_at", "id"),)

    name: Mapped[str] = mapped_column(String(64))
    hint: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
