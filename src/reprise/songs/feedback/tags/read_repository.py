"""SQL that counts tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.songs.feedback.models import FeedbackTag

_TAG: Final = FeedbackTag.__table__.c.tag


async def counts(session: AsyncSession, tags: Sequence[str]) -> dict[str, int]:
    """Rows that carry each of these tags; those that none carries are left out."""
    query = select(_TAG, func.count().label("rows")).where(_TAG.in_(tags)).group_by(_TAG)
    return {row.tag: row.rows for row in await session.execute(query)}


async def others(
    session: AsyncSession, known: Sequence[str], part: str, *, limit: int, offset: int
) -> list[tuple[str, int]]:
    """Tags that are not `known` and hold `part`, by name, with the number of rows that carry each."""
    query = select(_TAG, func.count().label("rows")).where(*_free(known, part)).group_by(_TAG)
    rows = await session.execute(query.order_by(_TAG).limit(limit).offset(offset))
    return [(row.tag, row.rows) for row in rows]


async def count_others(session: AsyncSession, known: Sequence[str], part: str) -> int:
    tags = select(_TAG).where(*_free(known, part)).distinct()
    return int((await session.execute(select(func.count()).select_from(tags.subquery()))).scalar_one())


def _free(known: Sequence[str], part: str) -> tuple[Any, ...]:
    return (_TAG.not_in(known), *([_TAG.contains(part, autoescape=True)] if part else []))
