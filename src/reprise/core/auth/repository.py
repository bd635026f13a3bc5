"""All SQL on who holds a credential."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, cast
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import ApiKey, Role, User, UserSession
from reprise.core.auth.tokens import AccessClaim
from reprise.core.db import utcnow

_USE_NOTED_EVERY: Final = timedelta(minutes=5)


def has_account() -> ColumnElement[bool]:
    """Somebody who may come in; the installation's row has no email until an admin takes it over."""
    return User.email.is_not(None) & User.disabled_at.is_(None)


async def by_claim(session: AsyncSession, claim: AccessClaim) -> CurrentUser | None:
    query = select(User.id, User.role, User.email).where(
        User.id == claim.user_id, User.token_version == claim.version, has_account()
    )
    row = (await session.execute(query)).first()
    return None if row is None else CurrentUser(row.id, cast(Role, row.role), row.email)


async def by_session(session: AsyncSession, digest: str) -> CurrentUser | None:
    query = (
        select(User.id, User.role, User.email)
        .join(UserSession, UserSession.owner_id == User.id)
        .where(UserSession.digest == digest, UserSession.expires_at > utcnow(), has_account())
    )
    row = (await session.execute(query)).first()
    return None if row is None else CurrentUser(row.id, cast(Role, row.role), row.email)


async def by_api_key(session: AsyncSession, digest: str) -> tuple[CurrentUser, datetime | None] | None:
    """The key's owner, and when it was last used."""
    query = (
        select(User.id, User.role, User.email, ApiKey.last_used_at)
        .join(ApiKey, ApiKey.owner_id == User.id)
        .where(ApiKey.digest == digest, has_account())
    )
    row = (await session.execute(query)).first()
    return None if row is None else (CurrentUser(row.id, cast(Role, row.role), row.email), row.last_used_at)


def use_is_worth_noting(last_used_at: datetime | None) -> bool:
    """To write at every request would make every reader a writer."""
    return last_used_at is None or last_used_at < utcnow() - _USE_NOTED_EVERY


async def note_use(session: AsyncSession, digest: str) -> None:
    now = utcnow()
    old = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < now - _USE_NOTED_EVERY)
    await session.execute(update(ApiKey).where(ApiKey.digest == digest, old).values(last_used_at=now))


async def revoke_keys(session: AsyncSession, user_id: UUID) -> None:
    """A person's API keys open nothing any more."""
    await session.execute(delete(ApiKey).where(ApiKey.owner_id == user_id))


async def void_sessions(session: AsyncSession, user_id: UUID) -> None:
    """End every browser's session and void every access token of a person."""
    await session.execute(delete(UserSession).where(UserSession.owner_id == user_id))
    bumped = update(User).where(User.id == user_id).values(token_version=User.token_version + 1)
    await session.execute(bumped)
