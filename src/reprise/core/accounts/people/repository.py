"""All SQL on who is here."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.models import User
from reprise.core.auth.repository import has_account
from reprise.core.paging import Paging, capped_total, newest_first


async def page(session: AsyncSession, paging: Paging) -> tuple[list[User], str | None, int, bool]:
    query = select(User, User.created_at, User.id).where(User.email.is_not(None))
    rows, cursor = await newest_first(session, query, paging, created_at=User.created_at, id_=User.id)
    total, capped = await capped_total(session, query)
    return [row[0] for row in rows], cursor, total, capped


async def everybody(session: AsyncSession) -> list[User]:
    query = select(User).where(User.email.is_not(None)).order_by(User.created_at, User.id)
    return list(await session.scalars(query))


async def lock_admins(session: AsyncSession) -> set[UUID]:
    """Who may come in as an admin; that stays so until the transaction ends. They may go on working."""
    query = select(User.id).where(User.role == "admin", has_account()).order_by(User.id)
    return set(await session.scalars(query.with_for_update(key_share=True)))


async def lock(session: AsyncSession, user_id: UUID) -> User | None:
    query = select(User).where(User.id == user_id, User.email.is_not(None)).with_for_update()
    return await session.scalar(query)


async def lock_by_email(session: AsyncSession, email: str) -> User | None:
    return await session.scalar(select(User).where(User.email == email).with_for_update())
