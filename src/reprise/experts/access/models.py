"""People who left their email, and the visits that it opened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, UtcDateTime, utcnow


class EmailLead(Identified, Base):
    """`consent_text` is what the person read when they left it; `query` what they had asked."""

    __tablename__ = "email_leads"
    __table_args__ = (Index("ix_email_leads_created_at_id", "created_at", "id"),)

    email: Mapped[str] = mapped_column(String(320), unique=True)
    query: Mapped[str | None] = mapped_column(Text)
    consent_text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class VisitorUnlock(Base):
    """A visitor session to which profiles are open; it goes with its lead."""

    __tablename__ = "visitor_unlocks"

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    lead_id: Mapped[UUID] = mapped_column(ForeignKey("email_leads.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class ExpertClick(Identified, Base):
    """Somebody went to a profile from an answer."""

    __tablename__ = "expert_clicks"
    __table_args__ = (Index("ix_expert_clicks_created_at_id", "created_at", "id"),)

    session_id: Mapped[UUID] = mapped_column()
    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    expert_id: Mapped[UUID] = mapped_column(ForeignKey("experts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
