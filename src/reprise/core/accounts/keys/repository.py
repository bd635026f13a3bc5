"""All SQL on people's own keys."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import ApiKey, User
from reprise.core.paging import Paging, capped_total, newest_first


async def count(session: AsyncSession, user: CurrentUser) -> int:
    """How many keys a person has; nobody adds one for them until the transaction ends."""
    await session.execute(select(User.id).where(User.id == user.id).with_for_update())
    query = select(func.count()).select_from(ApiKey).where(ApiKey.owner_id == user.id)
    return await session.scalar(query) or 0


async def add(session: AsyncSession, key: ApiKey) -> None:
    session.add(key)
    await session.flush()


async def page(
    session: AsyncSession, user: CurrentUser, paging: Paging
) -> tuple[list[ApiKey], str | None, int, bool]:
    query = select(ApiKey, ApiKey.created_at, ApiKey.id).where(ApiKey.owner_id == user.id)
    rows, cursor = await newest_first(session, query, paging, created_at=ApiKey.created_at, id_=ApiKey.id)
    total, capped = await capped_total(session, query)
    return [row[0] for row in rows], cursor, total, capped


async def remove(session: AsyncSession, user: CurrentUser, key_id: UUID) -> bool:
    gone = delete(ApiKey).where(ApiKey.id == key_id, ApiKey.owner_id == user.id).returning(ApiKey.id)
    return await session.scalar(gone) is not None
