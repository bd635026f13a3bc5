"""All SQL on comparisons."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.songs.adapters.models import Adapter, AdapterVersion


async def adapters_by_version(
    session: AsyncSession, version_ids: Iterable[UUID]
) -> dict[UUID, tuple[AdapterVersion, Adapter]]:
    query = (
        select(AdapterVersion, Adapter)
        .join(Adapter, Adapter.id == AdapterVersion.adapter_id)
        .where(AdapterVersion.id.in_(list(version_ids)))
    )
    return {version.id: (version, adapter) for version, adapter in await session.execute(query)}
