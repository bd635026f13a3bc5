"""Thumbs as they count for single experts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, UtcDateTime


class CountedVote(Base):
    """The vote that counts of a conversation, for one expert whom it is about.

    Written by `learning`, a little after the vote; goes with the conversation and with the expert.
    """

    __tablename__ = "counted_votes"
    __table_args__ = (
        Index("ix_counted_votes_expert_id_up", "expert_id", "up"),
        Index("ix_counted_votes_voted_at", "voted_at"),
    )

    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    expert_id: Mapped[UUID] = mapped_column(ForeignKey("experts.id", ondelete="CASCADE"), primary_key=True)
    up: Mapped[bool] = mapped_column(Boolean)
    voted_at: Mapped[datetime] = mapped_column(UtcDateTime)
