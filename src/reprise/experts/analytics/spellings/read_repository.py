"""SQL that finds how queries were written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.experts.chat.models import Conversation

_C: Final = Conversation.__table__


async def last(session: AsyncSession, keys: Sequence[str]) -> dict[str, str]:
    """How each of these queries was last written: one look at an index a key."""
    newest = Conversation.__table__.alias()
    its_last = (
        select(newest.c.id)
        .where(newest.c.query_key == _C.c.query_key)
        .order_by(newest.c.created_at.desc(), newest.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(_C.c.query_key, _C.c.query).where(_C.c.query_key.in_(keys), _C.c.id == its_last)
    return {row.query_key: row.query for row in await session.execute(query)}
