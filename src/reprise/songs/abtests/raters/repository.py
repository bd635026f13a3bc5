"""SQL on invites and raters."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import insert_into, utcnow
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.songs.abtests.models import AbInvite, Rater


async def add_invite(session: AsyncSession, invite: AbInvite) -> None:
    session.add(invite)
    await session.flush()


async def invite_page(
    session: AsyncSession, ab_test_id: UUID, paging: Paging
) -> tuple[list[AbInvite], str | None, int, bool]:
    query = select(AbInvite, AbInvite.created_at, AbInvite.id).where(AbInvite.ab_test_id == ab_test_id)
    rows, cursor = await newest_first(session, query, paging, created_at=AbInvite.created_at, id_=AbInvite.id)
    return [row[0] for row in rows], cursor, *await capped_total(session, query)


async def remove_invite(session: AsyncSession, ab_test_id: UUID, invite_id: UUID) -> bool:
    gone = delete(AbInvite).where(AbInvite.id == invite_id, AbInvite.ab_test_id == ab_test_id)
    return await session.scalar(gone.returning(AbInvite.id)) is not None


async def invite_by_digest(session: AsyncSession, ab_test_id: UUID, digest: str) -> UUID | None:
    query = select(AbInvite.id).where(AbInvite.ab_test_id == ab_test_id, AbInvite.digest == digest)
    return await session.scalar(query)


async def use_invite(session: AsyncSession, invite_id: UUID) -> bool:
    """Take one use, in one statement so that two at once never take the same; False when none is left."""
    used = update(AbInvite).where(AbInvite.id == invite_id, AbInvite.used < AbInvite.uses)
    return await session.scalar(used.values(used=AbInvite.used + 1).returning(AbInvite.id)) is not None


async def add_rater(session: AsyncSession, rater: Rater) -> None:
    session.add(rater)
    await session.flush()


async def rater_of_user(session: AsyncSession, ab_test_id: UUID, user_id: UUID) -> Rater | None:
    query = select(Rater).where(Rater.ab_test_id == ab_test_id, Rater.user_id == user_id)
    return await session.scalar(query)


async def ensure_rater_of_user(
    session: AsyncSession, ab_test_id: UUID, user_id: UUID, invite_id: UUID | None = None
) -> bool:
    """True when there was none; of two at once one makes it."""
    fresh = insert_into(session, Rater).values(
        id=uuid4(), ab_test_id=ab_test_id, user_id=user_id, invite_id=invite_id, created_at=utcnow()
    )
    made = fresh.on_conflict_do_nothing(index_elements=["ab_test_id", "user_id"]).returning(Rater.id)
    return await session.scalar(made) is not None


async def rater_by_digest(session: AsyncSession, ab_test_id: UUID, digest: str) -> Rater | None:
    query = select(Rater).where(Rater.ab_test_id == ab_test_id, Rater.digest == digest)
    return await session.scalar(query)
