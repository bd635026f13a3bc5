"""SQL that lists adapters, their versions and what happened to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import User
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.songs.adapters.models import Adapter, AdapterChange, AdapterVersion


async def page(
    session: AsyncSession, user: CurrentUser, paging: Paging, engine: str | None, deleted: bool
) -> tuple[list[Adapter], str | None, int, bool]:
    """With `deleted` also those; nobody has so many that either filter needs its own index."""
    query = select(Adapter, Adapter.created_at, Adapter.id).where(visible_to_installation(user))
    if engine is not None:
        query = query.where(Adapter.engine == engine)
    if not deleted:
        query = query.where(Adapter.deleted_at.is_(None))
    rows, cursor = await newest_first(session, query, paging, created_at=Adapter.created_at, id_=Adapter.id)
    return [row[0] for row in rows], cursor, *await capped_total(session, query)


async def versions(
    session: AsyncSession, paging: Paging, adapter_id: UUID
) -> tuple[list[AdapterVersion], str | None, int, bool]:
    query = select(AdapterVersion, AdapterVersion.created_at, AdapterVersion.id).where(
        AdapterVersion.adapter_id == adapter_id
    )
    rows, cursor = await newest_first(
        session, query, paging, created_at=AdapterVersion.created_at, id_=AdapterVersion.id
    )
    return [row[0] for row in rows], cursor, *await capped_total(session, query)


async def active_versions(session: AsyncSession, adapter_ids: Collection[UUID]) -> dict[UUID, AdapterVersion]:
    query = select(AdapterVersion).where(
        AdapterVersion.adapter_id.in_(list(adapter_ids)), AdapterVersion.is_active.is_(True)
    )
    return {found.adapter_id: found for found in await session.scalars(query)}


async def version_counts(session: AsyncSession, adapter_ids: Collection[UUID]) -> dict[UUID, int]:
    query = (
        select(AdapterVersion.adapter_id, func.count())
        .where(AdapterVersion.adapter_id.in_(list(adapter_ids)))
        .group_by(AdapterVersion.adapter_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def timeline(
    session: AsyncSession, paging: Paging, adapter_id: UUID
) -> tuple[Sequence[Any], str | None, int, bool]:
    """Rows of the change, its instant and id, the number of its version, and the email of whoever did it."""
    query = (
        select(AdapterChange, AdapterChange.created_at, AdapterChange.id, AdapterVersion.number, User.email)
        .outerjoin(AdapterVersion, AdapterVersion.id == AdapterChange.version_id)
        .outerjoin(User, User.id == AdapterChange.owner_id)
        .where(AdapterChange.adapter_id == adapter_id)
    )
    rows, cursor = await newest_first(
        session, query, paging, created_at=AdapterChange.created_at, id_=AdapterChange.id
    )
    return rows, cursor, *await capped_total(session, query)


async def emails(session: AsyncSession, user_ids: Collection[UUID]) -> dict[UUID, str | None]:
    query = select(User.id, User.email).where(User.id.in_(list(user_ids)))
    return {row.id: row.email for row in await session.execute(query)}
