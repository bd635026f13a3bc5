"""Thumbs of visitors."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Dialect, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from reprise.core.db import Base, UtcDateTime

Vote = Literal["up", "down"]


class JsonText(TypeDecorator[list[str]]):
    """A list as the text of its JSON, as the document that this table comes from has it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> list[str] | None:
        return None if value is None else list(json.loads(value))


class ConversationFeedback(Base):
    """One post of a visitor; a switched vote is a row more, and which one counts is in `effective`.

    Ids grow with time. No foreign key leads to the conversation: whoever deletes one deletes its votes.
    """

    __tablename__ = "conversation_feedback"
    __table_args__ = (
        CheckConstraint(f"vote IN {get_args(Vote)}", name="vote"),
        Index(
            "ix_conversation_feedback_conversation_id_created_at_id", "conversation_id", "created_at", "id"
        ),
        Index("ix_conversation_feedback_created_at_id", "created_at", "id"),
        Index("ix_conversation_feedback_email", "email"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column()
    vote: Mapped[str] = mapped_column(String(4))
    email: Mapped[str | None] = mapped_column(String(320))
    expert_ids: Mapped[list[str]] = mapped_column(JsonText)
    reasons: Mapped[list[str]] = mapped_column(JsonText)
    comment: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
