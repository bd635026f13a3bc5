"""All SQL on passwords and the links that reset them."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.passwords.models import PasswordReset
from reprise.core.auth.models import User, UserSession
from reprise.core.auth.repository import revoke_keys, void_sessions
from reprise.core.db import utcnow

_FAR: Final = 1_000_000
"""More than anybody's credentials change between a backup and its way back."""


async def put_reset(session: AsyncSession, user_id: UUID, digest: str, expires_at: datetime) -> bool:
    """A link instead of any older one; False when nobody with this id has an account."""
    known = select(User.id).where(User.id == user_id, User.email.is_not(None)).with_for_update()
    if await session.scalar(known) is None:
        return False
    await session.execute(delete(PasswordReset).where(PasswordReset.user_id == user_id))
    session.add(PasswordReset(user_id=user_id, digest=digest, expires_at=expires_at))
    await session.flush()
    return True


async def is_open(session: AsyncSession, digest: str) -> bool:
    query = select(PasswordReset.user_id).where(
        PasswordReset.digest == digest, PasswordReset.expires_at > utcnow()
    )
    return await session.scalar(query) is not None


async def use_reset(session: AsyncSession, digest: str) -> UUID | None:
    """Whose link it is; nobody can use it again."""
    used = delete(PasswordReset).where(PasswordReset.digest == digest, PasswordReset.expires_at > utcnow())
    user_id: UUID | None = await session.scalar(used.returning(PasswordReset.user_id))
    return user_id


async def void_everything(session: AsyncSession, user_id: UUID) -> None:
    """Nothing that was given out for this row opens anything: sessions, access tokens, keys, a link."""
    await session.execute(delete(PasswordReset).where(PasswordReset.user_id == user_id))
    await revoke_keys(session, user_id)
    await void_sessions(session, user_id)


async def set_password(session: AsyncSession, user_id: UUID, password_hash: str) -> None:
    """Void all that the old one opened: sessions, access tokens, an open link to reset it."""
    await session.execute(update(User).where(User.id == user_id).values(password_hash=password_hash))
    await session.execute(delete(PasswordReset).where(PasswordReset.user_id == user_id))
    await void_sessions(session, user_id)


def sign_everybody_out(connection: Connection) -> None:
    """Void all sessions, access tokens and reset links, for a database that is an earlier one come back.

    What was revoked since then would be good again. Versions jump: those that were counted up since then must
    not be reached a second time.
    """
    connection.execute(delete(UserSession))
    connection.execute(delete(PasswordReset))
    connection.execute(update(User).values(token_version=User.token_version + _FAR))
