"""All SQL on new accounts."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.passwords.repository import void_everything
from reprise.core.auth.models import OWNER_ID, Role, User


async def email_is_taken(session: AsyncSession, email: str) -> bool:
    return await session.scalar(select(User.id).where(User.email == email)) is not None


async def add(session: AsyncSession, email: str, password_hash: str, role: Role) -> User | None:
    """The new person; None when somebody has this email."""
    user = User(email=email, password_hash=password_hash, role=role)
    try:
        async with session.begin_nested():
            session.add(user)
            await session.flush()
    except IntegrityError:
        # The email is the only thing that can clash: ids are random, roles are checked before.
        return None
    return user


async def take_over_installation(session: AsyncSession, email: str, password_hash: str) -> User | None:
    """Make the installation's row the account of its first admin; None when somebody has it already."""
    free = (User.id == OWNER_ID) & User.email.is_(None)
    taken = update(User).where(free).values(email=email, password_hash=password_hash, role="admin")
    if await session.scalar(taken.returning(User.id)) is None:
        return None
    await void_everything(session, OWNER_ID)
    return await session.get_one(User, OWNER_ID, populate_existing=True)
