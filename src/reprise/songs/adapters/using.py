"""Whether an adapter may be used, at which version, and how it shows on what was made with it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.errors import not_found
from reprise.songs.adapters import repository
from reprise.songs.adapters.errors import AdapterIncompatibleError, AdapterUnusableError
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.adapters.schemas import AdapterUsed


async def find_usable(
    session: AsyncSession, user: CurrentUser, adapter_id: UUID, *, field: str = "adapter_id"
) -> Adapter:
    """
    Raises:
        NotFoundError: no such adapter.
        AdapterUnusableError: it was deleted.
    """
    adapter = await repository.get(session, user, adapter_id, hold="read")
    if adapter is None:
        raise not_found("adapter", adapter_id, field=field)
    if adapter.deleted_at is not None:
        raise AdapterUnusableError(f"The adapter {adapter.name!r} was deleted.", field=field)
    return adapter


async def pin(
    session: AsyncSession,
    user: CurrentUser,
    adapter_id: UUID | None,
    engine: str,
    *,
    field: str = "adapter_id",
) -> AdapterVersion | None:
    """The version of it that is active now; None without an adapter.

    Raises:
        NotFoundError: no such adapter.
        AdapterIncompatibleError: it belongs to another engine.
        AdapterUnusableError: it was deleted, or has no active version.
    """
    if adapter_id is None:
        return None
    adapter = await repository.get(session, user, adapter_id)
    if adapter is not None and adapter.engine != engine:
        raise AdapterIncompatibleError(
            f"The adapter {adapter.name!r} is for {adapter.engine}, not for {engine}.", field=field
        )
    adapter = await find_usable(session, user, adapter_id, field=field)
    version = await repository.active_version(session, adapter_id)
    if version is None:
        raise AdapterUnusableError(
            f"The adapter {adapter.name!r} has no active version: activate one first.", field=field
        )
    return version


async def used(session: AsyncSession, version_ids: Collection[UUID]) -> dict[UUID, AdapterUsed]:
    """What to show of each of these versions on what was made with it."""
    if not version_ids:
        return {}
    found = await repository.by_version(session, version_ids)
    return {
        version.id: AdapterUsed(
            id=adapter.id,
            name=adapter.name,
            version_id=version.id,
            version=version.number,
            deleted=adapter.deleted_at is not None,
        )
        for version, adapter in found.values()
    }
