"""All SQL that deletes what visitors left behind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.experts.access.models import EmailLead
from reprise.experts.chat.models import Conversation
from reprise.experts.votes.models import ConversationFeedback


async def conversations(session: AsyncSession, ids: Collection[UUID]) -> int:
    """Delete them with their votes, which no foreign key does; how many there were. Clicks go by theirs."""
    await session.execute(delete(ConversationFeedback).where(ConversationFeedback.conversation_id.in_(ids)))
    gone = delete(Conversation).where(Conversation.id.in_(ids)).returning(Conversation.id)
    return len((await session.scalars(gone)).all())


async def lead(session: AsyncSession, lead_id: UUID) -> str | None:
    """Delete it; its email. Sessions that it opened are locked again."""
    gone = delete(EmailLead).where(EmailLead.id == lead_id).returning(EmailLead.email)
    return await session.scalar(gone)


async def email(session: AsyncSession, address: str) -> None:
    """Take the address off searches and votes."""
    await session.execute(update(Conversation).where(Conversation.email == address).values(email=None))
    voted = update(ConversationFeedback).where(ConversationFeedback.email == address)
    await session.execute(voted.values(email=None))


async def old_conversations(session: AsyncSession, before: datetime, limit: int) -> Sequence[UUID]:
    query = select(Conversation.id).where(Conversation.created_at < before)
    return (await session.scalars(query.order_by(Conversation.created_at).limit(limit))).all()


async def old_leads(session: AsyncSession, before: datetime, limit: int) -> Sequence[UUID]:
    query = select(EmailLead.id).where(EmailLead.created_at < before)
    return (await session.scalars(query.order_by(EmailLead.created_at).limit(limit))).all()
