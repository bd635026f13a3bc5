"""Which versions of adapters a test compares, and what is shown of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.errors import NotFoundError
from reprise.songs.abtests.errors import SameVersionTwiceError
from reprise.songs.abtests.models import AbTest
from reprise.songs.abtests.schemas import AbTestCreate, AbTestSide, Side
from reprise.songs.adapters import repository as adapter_rows
from reprise.songs.adapters import service as adapters
from reprise.songs.adapters import using
from reprise.songs.adapters.errors import AdapterIncompatibleError
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.adapters.repository import VersionRef
from reprise.songs.engines.protocol import Engine
from reprise.songs.generation.submission import choose_engine

BASE = "base"


@dataclass(frozen=True, slots=True)
class Compared:
    """What a test compares; None is the engine alone."""

    engine: Engine
    a: AdapterVersion | None
    b: AdapterVersion | None


async def pin(
    session: AsyncSession, user: CurrentUser, payload: AbTestCreate, engines: Mapping[str, Engine]
) -> Compared:
    """
    Raises:
        NotFoundError: no such adapter or version.
        UnknownEngineError, EngineUnavailableError: the engine cannot make it here.
        AdapterIncompatibleError: an adapter belongs to another engine.
        AdapterUnusableError: it was deleted, or has no active version.
        SameVersionTwiceError: there would be nothing to compare.
    """
    first = await _find(session, user, payload.adapter_a, "adapter_a")
    second = await _find(session, user, payload.adapter_b, "adapter_b")
    implied = next((adapter.engine for adapter in (first, second) if adapter is not None), None)
    engine = choose_engine(engines, payload.engine or implied)
    a = await _version(session, user, first, payload.version_a, engine.spec.name, "a")
    b = await _version(session, user, second, payload.version_b, engine.spec.name, "b")
    if (a and a.id) == (b and b.id):
        both = "the engine alone" if a is None else "the same version of one adapter"
        raise SameVersionTwiceError(f"Both sides are {both}: there is nothing to compare.", field="adapter_b")
    return Compared(engine, a, b)


async def show(session: AsyncSession, tests: Collection[AbTest]) -> dict[UUID | None, AbTestSide]:
    """The sides of all of these tests, by version; None is base."""
    versions = {version for test in tests for version in (test.version_a_id, test.version_b_id) if version}
    return await show_versions(session, versions)


async def show_versions(
    session: AsyncSession, version_ids: Collection[UUID]
) -> dict[UUID | None, AbTestSide]:
    base = AbTestSide(adapter_id=None, name=BASE, version_id=None, version=None)
    found: dict[UUID | None, AbTestSide] = {None: base}
    for version, adapter in (await adapter_rows.by_version(session, version_ids)).values():
        found[version.id] = AbTestSide(
            adapter_id=adapter.id,
            name=adapter.name,
            version_id=version.id,
            version=version.number,
            deleted=adapter.deleted_at is not None,
            active=version.is_active,
        )
    return found


def names(a: AbTestSide, b: AbTestSide) -> tuple[str, str]:
    """For sentences; with their versions where the names alone would not tell them apart."""
    if a.adapter_id == b.adapter_id:
        return f"{a.name} v{a.version}", f"{b.name} v{b.version}"
    return a.name, b.name


async def activate(
    session: AsyncSession, user: CurrentUser, adapter_id: UUID, version_id: UUID, reason: str
) -> None:
    """
    Raises:
        NotFoundError, ForbiddenError, AdapterDeletedError: it is not there, somebody else's, or deleted.
    """
    await adapters.activate(session, user, adapter_id, version_id, reason)


async def _find(
    session: AsyncSession, user: CurrentUser, adapter_id: UUID | None, field: str
) -> Adapter | None:
    if adapter_id is None:
        return None
    return await using.find_usable(session, user, adapter_id, field=field)


async def _version(
    session: AsyncSession,
    user: CurrentUser,
    adapter: Adapter | None,
    ref: VersionRef | None,
    engine: str,
    side: Side,
) -> AdapterVersion | None:
    if adapter is None:
        return None
    field = f"adapter_{side}"
    if ref is None:
        return await using.pin(session, user, adapter.id, engine, field=field)
    if adapter.engine != engine:
        raise AdapterIncompatibleError(
            f"The adapter {adapter.name!r} is for {adapter.engine}, not for {engine}.", field=field
        )
    version = await adapter_rows.version(session, adapter.id, ref)
    if version is None:
        raise NotFoundError(f"The adapter {adapter.name!r} has no version {ref}.", field=f"version_{side}")
    return version
