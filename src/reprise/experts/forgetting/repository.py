"""All SQL that deletes what visitors left behind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.experts.access.models import EmailLead, VisitorUnlock
from reprise.experts.analytics.gaps.models import GapResolution
from reprise.experts.chat.models import Conversation
from reprise.experts.votes.models import ConversationFeedback


async def conversations(session: AsyncSession, ids: Collection[UUID]) -> int:
    """Delete them with their votes, which no foreign key does; how many there were. Clicks go by theirs.

    What was asked is nowhere afterwards: not with the visitor's lead, nor as a gap that somebody closed.
    """
    await session.execute(delete(ConversationFeedback).where(ConversationFeedback.conversation_id.in_(ids)))
    gone = delete(Conversation).where(Conversation.id.in_(ids))
    said = (Conversation.session_id, Conversation.query, Conversation.query_key)
    rows = (await session.execute(gone.returning(*said))).all()
    await _unsay(session, rows)
    asked = {row.query_key for row in rows}
    again = exists().where(Conversation.query_key == GapResolution.query_key)
    await session.execute(delete(GapResolution).where(GapResolution.query_key.in_(asked), ~again))
    return len(rows)


async def _unsay(session: AsyncSession, rows: Sequence[Row[UUID, str, str]]) -> None:
    """Leads were left with a question: take it off those of these sessions."""
    sessions, queries = {row.session_id for row in rows}, {row.query for row in rows}
    opened = select(VisitorUnlock.lead_id).where(VisitorUnlock.session_id.in_(sessions))
    theirs = update(EmailLead).where(EmailLead.id.in_(opened), EmailLead.query.in_(queries))
    await session.execute(theirs.values(query=None))


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
