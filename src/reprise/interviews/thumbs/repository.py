"""All SQL on thumbs."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.paging import Paging, capped_total, newest_first
from reprise.interviews.thumbs.models import FeedbackThumb


async def of(session: AsyncSession, feedback_id: UUID) -> FeedbackThumb | None:
    query = select(FeedbackThumb).where(FeedbackThumb.feedback_id == feedback_id)
    return await session.scalar(query)


async def add(session: AsyncSession, thumb: FeedbackThumb) -> None:
    session.add(thumb)
    await session.flush()


async def remove(session: AsyncSession, feedback_id: UUID) -> None:
    await session.execute(delete(FeedbackThumb).where(FeedbackThumb.feedback_id == feedback_id))


async def page(
    session: AsyncSession, paging: Paging, *, up: bool | None
) -> tuple[list[FeedbackThumb], str | None, int, bool]:
    query = select(FeedbackThumb, FeedbackThumb.created_at, FeedbackThumb.id)
    if up is not None:
        query = query.where(FeedbackThumb.is_up.is_(up))
    rows, cursor = await newest_first(
        session, query, paging, created_at=FeedbackThumb.created_at, id_=FeedbackThumb.id
    )
    total, capped = await capped_total(session, query)
    return [row[0] for row in rows], cursor, total, capped


async def counts(session: AsyncSession) -> Sequence[Row[str, int, int]]:
    up: ColumnElement[int] = func.sum(case((FeedbackThumb.is_up.is_(True), 1), else_=0))
    query = (
        select(FeedbackThumb.analyst, up.label("up"), (func.count() - up).label("down"))
        .group_by(FeedbackThumb.analyst)
        .order_by(FeedbackThumb.analyst)
    )
    return (await session.execute(query)).all()
