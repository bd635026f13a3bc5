"""All SQL on templates."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.songs.templates.models import PromptTemplate


def _visible(user: CurrentUser) -> ColumnElement[bool]:
    own_or_system = or_(PromptTemplate.is_system.is_(True), PromptTemplate.owner_id == user.id)
    return and_(visible_to_installation(user), own_or_system)


async def get(session: AsyncSession, user: CurrentUser, template_id: UUID) -> PromptTemplate | None:
    query = select(PromptTemplate).where(PromptTemplate.id == template_id, _visible(user))
    return await session.scalar(query)


async def page(
    session: AsyncSession, user: CurrentUser, paging: Paging, category: str | None
) -> tuple[list[PromptTemplate], str | None, int, bool]:
    query = select(PromptTemplate, PromptTemplate.created_at, PromptTemplate.id).where(_visible(user))
    if category is not None:
        query = query.where(PromptTemplate.category == category)
    rows, cursor = await newest_first(
        session, query, paging, created_at=PromptTemplate.created_at, id_=PromptTemplate.id
    )
    total, capped = await capped_total(session, query)
    return [row[0] for row in rows], cursor, total, capped


async def store(session: AsyncSession, template: PromptTemplate) -> bool:
    """Write a new or changed template; False when its owner has another one of this name."""
    try:
        async with session.begin_nested():
            session.add(template)
            await session.flush()
    except IntegrityError as error:
        # Only the unique name can clash: lengths and ranges are checked before.
        if "name" not in str(error.orig):
            raise
        return False
    return True


async def remove(session: AsyncSession, template_id: UUID) -> None:
    await session.execute(delete(PromptTemplate).where(PromptTemplate.id == template_id))
