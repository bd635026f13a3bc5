"""All SQL on share links."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.models import User
from reprise.core.db import utcnow
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.interviews.sharing.models import SessionShareLink


async def add(session: AsyncSession, link: SessionShareLink) -> None:
    session.add(link)
    await session.flush()


async def count(session: AsyncSession, session_id: UUID) -> int:
    query = select(func.count()).where(SessionShareLink.session_id == session_id)
    return (await session.scalar(query)) or 0


async def page(
    session: AsyncSession, session_id: UUID, paging: Paging
) -> tuple[list[SessionShareLink], str | None, int, bool]:
    query = select(SessionShareLink, SessionShareLink.created_at, SessionShareLink.id).where(
        SessionShareLink.session_id == session_id
    )
    rows, cursor = await newest_first(
        session, query, paging, created_at=SessionShareLink.created_at, id_=SessionShareLink.id
    )
    total, capped = await capped_total(session, query)
    return [row[0] for row in rows], cursor, total, capped


async def revoke(session: AsyncSession, session_id: UUID, link_id: UUID) -> bool:
    """False when the session has no such link; a second time changes nothing."""
    revoked = (
        update(SessionShareLink)
        .where(SessionShareLink.id == link_id, SessionShareLink.session_id == session_id)
        .values(revoked_at=func.coalesce(SessionShareLink.revoked_at, utcnow()))
        .returning(SessionShareLink.id)
    )
    return (await session.scalar(revoked)) is not None


async def opened_by(session: AsyncSession, token_hash: str, now: datetime) -> SessionShareLink | None:
    """What a disabled person shares opens for nobody."""
    query = (
        select(SessionShareLink)
        .join(User, User.id == SessionShareLink.owner_id)
        .where(
            SessionShareLink.token_hash == token_hash,
            SessionShareLink.revoked_at.is_(None),
            SessionShareLink.expires_at > now,
            User.disabled_at.is_(None),
        )
    )
    return await session.scalar(query)
