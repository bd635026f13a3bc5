"""SQL that reads answers with the thumb that counts, a batch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.experts.chat.models import Conversation
from reprise.experts.votes.effective import VOTES, is_effective

_V: Final = VOTES.alias("v")
Place = tuple[datetime, UUID]


async def batch(session: AsyncSession, after: Place | None, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """`created_at` and `id` of the vote, `vote`, `query`, `history`, `narrative`, `experts`; oldest first."""
    answer = Conversation
    columns = (
        _V.c.created_at,
        _V.c.id,
        _V.c.vote,
        answer.query,
        answer.history,
        answer.narrative,
        answer.experts,
    )
    query = select(*columns).join(answer, answer.id == _V.c.conversation_id).where(is_effective(_V))
    if after is not None:
        query = query.where(tuple_(_V.c.created_at, _V.c.id) > tuple_(*after))
    return (await session.execute(query.order_by(_V.c.created_at, _V.c.id).limit(limit))).all()
