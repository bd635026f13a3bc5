"""All SQL on invites."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.invites.models import Invite
from reprise.core.auth.models import User
from reprise.core.auth.repository import has_account
from reprise.core.db import utcnow
from reprise.core.paging import Paging, capped_total, newest_first


def _usable(digest: str) -> ColumnElement[bool]:
    """Only as long as whoever gave it out may let people in."""
    admins = select(User.id).where(User.role == "admin", has_account())
    return and_(
        Invite.digest == digest,
        Invite.uses < Invite.max_uses,
        Invite.expires_at > utcnow(),
        Invite.owner_id.in_(admins),
    )


async def add(session: AsyncSession, invite: Invite) -> None:
    session.add(invite)
    await session.flush()


async def is_usable(session: AsyncSession, digest: str) -> bool:
    return await session.scalar(select(Invite.id).where(_usable(digest))) is not None


async def use(session: AsyncSession, digest: str) -> str | None:
    """The role that the invite gives; None when it cannot be used any more."""
    used = update(Invite).where(_usable(digest)).values(uses=Invite.uses + 1)
    role: str | None = await session.scalar(used.returning(Invite.role))
    return role


async def page(session: AsyncSession, paging: Paging) -> tuple[list[Invite], str | None, int, bool]:
    query = select(Invite, Invite.created_at, Invite.id)
    rows, cursor = await newest_first(session, query, paging, created_at=Invite.created_at, id_=Invite.id)
    total, capped = await capped_total(session, query)
    return [row[0] for row in rows], cursor, total, capped


async def remove(session: AsyncSession, invite_id: UUID) -> bool:
    gone = delete(Invite).where(Invite.id == invite_id).returning(Invite.id)
    return await session.scalar(gone) is not None
