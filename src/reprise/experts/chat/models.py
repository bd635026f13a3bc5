"""What was asked and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Float, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, JsonDocument, UtcDateTime, utcnow

ResponseType = Literal["match", "clarification"]
MAX_QUERY_KEY: Final = 200


class Conversation(Identified, Base):
    """One question and its answer. `session_id` is the visitor's.

    `history` is what was said before, [{role, content}]; `experts` the cards as they were shown, with the
    addresses that only an email opens; `top_match_score` 0 to 1; `query_key` the query without case and
    spacing, by which equal queries are counted; `answered_by` `extractive` or the name of the model.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        CheckConstraint(f"response_type IN {get_args(ResponseType)}", name="response_type"),
        Index("ix_conversations_created_at_id", "created_at", "id"),
        Index("ix_conversations_session_id_created_at", "session_id", "created_at"),
        Index("ix_conversations_query_key_created_at", "query_key", "created_at"),
        Index("ix_conversations_response_type_created_at", "response_type", "created_at"),
        Index("ix_conversations_email", "email"),
        # All that figures and gaps read, in the order of lists.
        Index(
            "ix_conversations_figures",
            *("created_at", "id", "response_type", "top_match_score", "query_key"),
        ),
    )

    session_id: Mapped[UUID] = mapped_column()
    email: Mapped[str | None] = mapped_column(String(320))
    query: Mapped[str] = mapped_column(Text)
    query_key: Mapped[str] = mapped_column(String(MAX_QUERY_KEY))
    history: Mapped[list[dict[str, str]]] = mapped_column(JsonDocument, default=list)
    response_type: Mapped[str] = mapped_column(String(16))
    narrative: Mapped[str] = mapped_column(Text)
    experts: Mapped[list[dict[str, Any]]] = mapped_column(JsonDocument, default=list)
    top_match_score: Mapped[float] = mapped_column(Float(53))
    retrieval_settings: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    answered_by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
