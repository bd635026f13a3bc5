"""All SQL on adapters."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.songs.adapters.models import Adapter, AdapterVersion


async def get(session: AsyncSession, user: CurrentUser, adapter_id: UUID) -> Adapter | None:
    query = select(Adapter).where(Adapter.id == adapter_id, visible_to_installation(user))
    return await session.scalar(query)


async def active_version(session: AsyncSession, adapter_id: UUID) -> AdapterVersion | None:
    query = select(AdapterVersion).where(
        AdapterVersion.adapter_id == adapter_id, AdapterVersion.is_active.is_(True)
    )
    return await session.scalar(query)


async def version_parameters(session: AsyncSession, version_id: UUID | None) -> dict[str, float] | None:
    if version_id is None:
        return None
    version = await session.get(AdapterVersion, version_id)
    return version.parameters if version else None


async def version(session: AsyncSession, adapter_id: UUID, ref: int | UUID) -> AdapterVersion | None:
    named = AdapterVersion.number == ref if isinstance(ref, int) else AdapterVersion.id == ref
    query = select(AdapterVersion).where(AdapterVersion.adapter_id == adapter_id, named)
    return await session.scalar(query)
