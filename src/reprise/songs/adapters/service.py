"""Decisions about adapters: make, version, activate, rename, delete."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import require_change
from reprise.core.db import utcnow
from reprise.core.errors import NotFoundError, not_found
from reprise.songs.adapters import repository
from reprise.songs.adapters.errors import AdapterDeletedError, AdapterNameTakenError
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.adapters.repository import VersionRef
from reprise.songs.adapters.schemas import AdapterCreate, AdapterUpdate
from reprise.songs.adapters.timeline import note
from reprise.songs.engines.parameters import check_parameters, named_engine
from reprise.songs.engines.protocol import Engine


async def find(session: AsyncSession, user: CurrentUser, adapter_id: UUID) -> Adapter:
    """
    Raises:
        NotFoundError: there is no such adapter, or the user may not see it.
    """
    adapter = await repository.get(session, user, adapter_id)
    if adapter is None:
        raise not_found("adapter", adapter_id)
    return adapter


async def find_version(session: AsyncSession, adapter: Adapter, ref: VersionRef) -> AdapterVersion:
    """
    Raises:
        NotFoundError: the adapter has no such version.
    """
    version = await repository.version(session, adapter.id, ref)
    if version is None:
        raise NotFoundError(f"The adapter {adapter.name!r} has no version {ref}.", field="version")
    return version


async def create(
    session: AsyncSession, user: CurrentUser, payload: AdapterCreate, engines: Mapping[str, Engine]
) -> Adapter:
    """
    Raises:
        UnknownEngineError, UnknownParameterError, ParameterOutOfRangeError: named in `field`.
        AdapterNameTakenError: there is, or was, one of this name.
    """
    engine = named_engine(engines, payload.engine)
    check_parameters(engine.spec, payload.parameters or {})
    adapter = Adapter(
        owner_id=user.id,
        name=payload.name,
        engine=engine.spec.name,
        description=payload.description or None,
    )
    await store_new(session, user, adapter)
    if payload.parameters is not None:
        version = AdapterVersion(adapter_id=adapter.id, parameters=payload.parameters)
        await store_version(session, user, adapter, version)
        await _activate(session, user, adapter, version, None)
    return adapter


async def add_version(
    session: AsyncSession,
    user: CurrentUser,
    adapter_id: UUID,
    parameters: dict[str, float],
    engines: Mapping[str, Engine],
) -> AdapterVersion:
    """A new version, not active.

    Raises:
        NotFoundError, ForbiddenError, AdapterDeletedError: it is not there, somebody else's, or deleted.
        UnknownEngineError: its engine is not configured here.
        UnknownParameterError, ParameterOutOfRangeError: named in `field`.
    """
    adapter = await _find_own(session, user, adapter_id)
    check_parameters(named_engine(engines, adapter.engine).spec, parameters)
    version = AdapterVersion(adapter_id=adapter.id, parameters=parameters)
    return await store_version(session, user, adapter, version)


async def activate(
    session: AsyncSession, user: CurrentUser, adapter_id: UUID, ref: VersionRef, reason: str | None
) -> AdapterVersion:
    """Make this version the one that new jobs use; the active one again changes nothing.

    Raises:
        NotFoundError, ForbiddenError, AdapterDeletedError: it is not there, somebody else's, or deleted.
    """
    adapter = await _find_own(session, user, adapter_id)
    version = await find_version(session, adapter, ref)
    if not version.is_active:
        await _activate(session, user, adapter, version, reason)
    return version


async def change(
    session: AsyncSession, user: CurrentUser, adapter_id: UUID, payload: AdapterUpdate
) -> Adapter:
    """
    Raises:
        NotFoundError, ForbiddenError, AdapterDeletedError: it is not there, somebody else's, or deleted.
        AdapterNameTakenError: there is, or was, another one of the new name.
    """
    adapter = await _find_own(session, user, adapter_id)
    if payload.name is not None and payload.name != adapter.name:
        await _store(session, adapter, payload.name)
        await note(session, user, adapter, "renamed")
    if "description" in payload.model_fields_set and (payload.description or None) != adapter.description:
        adapter.description = payload.description or None
        await note(session, user, adapter, "described")
    return adapter


async def delete(session: AsyncSession, user: CurrentUser, adapter_id: UUID) -> None:
    """Refuse it for use from now on; what was made with it keeps its name. Doing so again changes nothing.

    Raises:
        NotFoundError, ForbiddenError: it is not there, or somebody else's.
    """
    adapter = await _hold_own(session, user, adapter_id)
    if adapter.deleted_at is None:
        adapter.deleted_at = utcnow()
        await note(session, user, adapter, "deleted")


async def store_new(session: AsyncSession, user: CurrentUser, adapter: Adapter) -> None:
    """
    Raises:
        AdapterNameTakenError: there is, or was, one of this name.
    """
    await _store(session, adapter, adapter.name)
    await note(session, user, adapter, "created")


async def store_version(
    session: AsyncSession, user: CurrentUser, adapter: Adapter, version: AdapterVersion
) -> AdapterVersion:
    """Under the next number of its adapter, which must be held or new."""
    await repository.add_version(session, version)
    await note(session, user, adapter, "version_added", version_id=version.id)
    return version


async def _activate(
    session: AsyncSession, user: CurrentUser, adapter: Adapter, version: AdapterVersion, reason: str | None
) -> None:
    await repository.make_active(session, version)
    await note(session, user, adapter, "activated", version_id=version.id, reason=reason or None)


async def _store(session: AsyncSession, adapter: Adapter, name: str) -> None:
    if await repository.store(session, adapter, name):
        return
    other = await repository.by_name(session, name)
    if other is not None and other.deleted_at is not None:
        message = f"There was an adapter {name!r}; it is deleted, and history keeps its name: choose another."
    else:
        message = f"There is an adapter {name!r} already."
    raise AdapterNameTakenError(message, field="name")


async def _find_own(session: AsyncSession, user: CurrentUser, adapter_id: UUID) -> Adapter:
    adapter = await _hold_own(session, user, adapter_id)
    if adapter.deleted_at is not None:
        raise AdapterDeletedError(f"The adapter {adapter.name!r} was deleted: it stays as it was.")
    return adapter


async def _hold_own(session: AsyncSession, user: CurrentUser, adapter_id: UUID) -> Adapter:
    """Held: versions are numbered one after another, and one of them is active."""
    adapter = await repository.get(session, user, adapter_id, hold="change")
    if adapter is None:
        raise not_found("adapter", adapter_id)
    require_change(user, adapter, "adapter")
    return adapter
