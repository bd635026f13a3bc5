"""All SQL that counts votes for experts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import insert_into
from reprise.experts.boosts.models import CountedVote
from reprise.experts.chat.models import Conversation
from reprise.experts.directory.models import Expert
from reprise.experts.votes.effective import is_effective
from reprise.experts.votes.models import ConversationFeedback

Place = tuple[datetime, UUID]
CountedRow = dict[str, Any]
"""`conversation_id`, `expert_id`, `up`, `voted_at`, in this order."""


async def newest_counted(session: AsyncSession) -> datetime | None:
    return await session.scalar(select(func.max(CountedVote.voted_at)))


async def votes_after(session: AsyncSession, place: Place, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """`created_at`, `id`, `conversation_id`, oldest first."""
    vote = ConversationFeedback
    query = (
        select(vote.created_at, vote.id, vote.conversation_id)
        .where(tuple_(vote.created_at, vote.id) > tuple_(*place))
        .order_by(vote.created_at, vote.id)
        .limit(limit)
    )
    return (await session.execute(query)).all()


async def what_counts(
    session: AsyncSession, conversations: Collection[UUID]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """`id`, `vote`, `created_at` and `expert_ids` of the vote, and whom the conversation `shown`."""
    vote = ConversationFeedback
    query = (
        select(
            Conversation.id, vote.vote, vote.created_at, vote.expert_ids, Conversation.experts.label("shown")
        )
        .join(Conversation, Conversation.id == vote.conversation_id)
        .where(vote.conversation_id.in_(conversations), is_effective(vote.__table__))
    )
    return (await session.execute(query)).all()


async def existing(session: AsyncSession, ids: Collection[UUID]) -> set[UUID]:
    return set(await session.scalars(select(Expert.id).where(Expert.id.in_(ids))))


async def counted(session: AsyncSession, conversations: Collection[UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    """What was counted of these conversations, its columns as in `CountedRow`."""
    columns = (CountedVote.conversation_id, CountedVote.expert_id, CountedVote.up, CountedVote.voted_at)
    query = select(*columns).where(CountedVote.conversation_id.in_(conversations))
    return (await session.execute(query)).all()


async def recount(session: AsyncSession, conversations: Collection[UUID], rows: Sequence[CountedRow]) -> None:
    """Put `rows` in the place of whatever was counted of these conversations.

    Of several workers that count the same ones at once, the first to write does; what another saw since is
    new to the next turn.
    """
    await session.execute(delete(CountedVote).where(CountedVote.conversation_id.in_(conversations)))
    if rows:
        await session.execute(insert_into(session, CountedVote).on_conflict_do_nothing(), rows)
