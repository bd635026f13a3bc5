"""All SQL on signing in and on browsers' sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.models import User, UserSession
from reprise.core.auth.repository import has_account
from reprise.core.db import utcnow

_KEPT_A_PERSON: Final = 20


async def by_email(session: AsyncSession, email: str) -> User | None:
    return await session.scalar(select(User).where(User.email == email, has_account()))


async def by_id(session: AsyncSession, user_id: UUID) -> User | None:
    return await session.scalar(select(User).where(User.id == user_id, has_account()))


async def lock_unchanged(session: AsyncSession, user: User) -> bool:
    """Hold the person's row, if the password that was verified is still theirs."""
    same = select(User.id).where(User.id == user.id, User.password_hash == user.password_hash, has_account())
    return await session.scalar(same.with_for_update()) is not None


async def renew_hash(session: AsyncSession, user_id: UUID, password_hash: str) -> None:
    await session.execute(update(User).where(User.id == user_id).values(password_hash=password_hash))


async def add(session: AsyncSession, user_id: UUID, digest: str, expires_at: datetime) -> None:
    """Open a session; the person's oldest beyond a number, and everybody's expired ones, go."""
    await session.execute(delete(UserSession).where(UserSession.expires_at < utcnow()))
    session.add(UserSession(owner_id=user_id, digest=digest, expires_at=expires_at))
    await session.flush()
    theirs = UserSession.owner_id == user_id
    newest = select(UserSession.id).where(theirs).order_by(UserSession.created_at.desc(), UserSession.id)
    kept = newest.limit(_KEPT_A_PERSON)
    await session.execute(delete(UserSession).where(theirs, UserSession.id.not_in(kept)))


async def remove(session: AsyncSession, digest: str) -> None:
    await session.execute(delete(UserSession).where(UserSession.digest == digest))
