"""All SQL on adapters and their versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.backups.sources import NamedFile
from reprise.songs.adapters.models import Adapter, AdapterChange, AdapterVersion

VersionRef = int | UUID
"""A version by its number within its adapter, or by its id."""


async def get(
    session: AsyncSession,
    user: CurrentUser,
    adapter_id: UUID,
    *,
    hold: Literal["read", "change"] | None = None,
) -> Adapter | None:
    """With `hold` nobody else can change it before this transaction ends (SQLite has one writer anyway)."""
    query = select(Adapter).where(Adapter.id == adapter_id, visible_to_installation(user))
    if hold is not None:
        query = query.with_for_update(read=hold == "read").execution_options(populate_existing=True)
    return await session.scalar(query)


async def by_name(session: AsyncSession, name: str) -> Adapter | None:
    return await session.scalar(select(Adapter).where(Adapter.name == name))


async def store(session: AsyncSession, adapter: Adapter, name: str) -> bool:
    """Write a new adapter, or a new name of one; False when there is another one of this name."""
    try:
        async with session.begin_nested():
            adapter.name = name
            session.add(adapter)
            await session.flush()
    except IntegrityError as error:
        # Only the unique name can clash: everything else is checked before.
        if "name" not in str(error.orig):
            raise
        return False
    return True


async def add_version(session: AsyncSession, version: AdapterVersion) -> AdapterVersion:
    """Under the next number of its adapter, which must be held."""
    highest = select(func.max(AdapterVersion.number)).where(AdapterVersion.adapter_id == version.adapter_id)
    version.number = ((await session.scalar(highest)) or 0) + 1
    session.add(version)
    await session.flush()
    return version


async def version(session: AsyncSession, adapter_id: UUID, ref: VersionRef) -> AdapterVersion | None:
    named = AdapterVersion.number == ref if isinstance(ref, int) else AdapterVersion.id == ref
    query = select(AdapterVersion).where(AdapterVersion.adapter_id == adapter_id, named)
    return await session.scalar(query)


async def version_of_weights(session: AsyncSession, adapter_id: UUID, sha256: str) -> AdapterVersion | None:
    query = select(AdapterVersion).where(
        AdapterVersion.adapter_id == adapter_id, AdapterVersion.weights_sha256 == sha256
    )
    return await session.scalar(query)


async def active_version(session: AsyncSession, adapter_id: UUID) -> AdapterVersion | None:
    query = select(AdapterVersion).where(
        AdapterVersion.adapter_id == adapter_id, AdapterVersion.is_active.is_(True)
    )
    return await session.scalar(query)


async def make_active(session: AsyncSession, chosen: AdapterVersion) -> None:
    """This version and no other of its adapter, which must be held."""
    await session.execute(
        update(AdapterVersion)
        .where(AdapterVersion.adapter_id == chosen.adapter_id, AdapterVersion.is_active.is_(True))
        .values(is_active=False)
    )
    chosen.is_active = True
    await session.flush()


async def add_change(session: AsyncSession, change: AdapterChange) -> None:
    session.add(change)
    await session.flush()


async def version_parameters(session: AsyncSession, version_id: UUID | None) -> dict[str, float] | None:
    if version_id is None:
        return None
    found = await session.get(AdapterVersion, version_id)
    return found.parameters if found else None


async def by_version(
    session: AsyncSession, version_ids: Collection[UUID]
) -> dict[UUID, tuple[AdapterVersion, Adapter]]:
    query = (
        select(AdapterVersion, Adapter)
        .join(Adapter, Adapter.id == AdapterVersion.adapter_id)
        .where(AdapterVersion.id.in_(list(version_ids)))
    )
    return {found.id: (found, adapter) for found, adapter in await session.execute(query)}


def named_files(connection: Connection) -> Iterator[NamedFile]:
    """Every file of every learned version, once: versions with the same content have the same files."""
    query = select(AdapterVersion.weights_sha256, AdapterVersion.weights)
    query = query.where(AdapterVersion.weights_sha256.is_not(None)).order_by(AdapterVersion.weights_sha256)
    for _, same in groupby(connection.execute(query), key=lambda row: row[0]):
        weights = next(same)[1] or {}
        for file in weights.get("files", ()):
            yield NamedFile(file["key"], file["bytes"], file["sha256"])


def still_named(connection: Connection, keys: Sequence[str]) -> Iterable[str]:
    """Those of the keys that a version names; versions are few."""
    wanted = set(keys)
    return {file.key for file in named_files(connection) if file.key in wanted}
