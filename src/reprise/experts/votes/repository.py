"""All SQL on votes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.experts.chat.models import Conversation
from reprise.experts.votes.effective import VOTES, is_effective
from reprise.experts.votes.models import ConversationFeedback


async def cards_of(
    session: AsyncSession, session_id: UUID, conversation_id: UUID
) -> list[dict[str, Any]] | None:
    """What a conversation of this visitor showed, held until the vote is written; else None."""
    query = (
        select(Conversation.experts)
        .where(Conversation.id == conversation_id, Conversation.session_id == session_id)
        .with_for_update(key_share=True)
    )
    return await session.scalar(query)


async def add(session: AsyncSession, vote: ConversationFeedback) -> None:
    session.add(vote)
    await session.flush()


async def counting(session: AsyncSession, conversation_id: UUID) -> str | None:
    """The vote of a conversation that counts."""
    query = select(VOTES.c.vote).where(VOTES.c.conversation_id == conversation_id, is_effective(VOTES))
    vote: str | None = await session.scalar(query)
    return vote
