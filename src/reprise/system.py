"""Facts about this installation, for its admins."""

from __future__ import annotations

import asyncio
import contextlib
import platform
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from reprise import __version__
from reprise.core.auth.dependencies import Admin
from reprise.core.context import Core
from reprise.core.db.urls import masked
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import Router
from reprise.core.operations import repository as workers
from reprise.core.operations.models import WorkerLease
from reprise.core.schema import Answer
from reprise.core.telemetry import health
from reprise.songs.audio import repository as audio
from reprise.songs.engines.dependency import Engines
from reprise.songs.engines.protocol import Engine

router = Router(tags=["system"])

_READ_SECONDS: Final = 3.0


class DatabaseFacts(Answer):
    """`message`: its address without credentials, or what does not work."""

    kind: str
    ok: bool
    message: str


class StorageFacts(DatabaseFacts):
    """Sizes are those of all samples, in bytes and in number; null while the database does not answer."""

    audio_bytes: int | None
    audio_files: int | None


class WorkerFacts(Answer):
    """`engines`: versions by name. A beat is due every second."""

    executor_id: str
    host: str
    engines: dict[str, str]
    beat_age_seconds: float


class EngineFacts(Answer):
    name: str
    version: str
    available: bool
    reason: str


class SystemOut(Answer):
    """`disk_free_bytes` is that of the disk with the files; null if they are in a bucket or out of reach."""

    version: str
    python: str
    auth: str
    database: DatabaseFacts
    storage: StorageFacts
    workers: list[WorkerFacts]
    disk_free_bytes: int | None
    engines: list[EngineFacts]


@router.get("/system")
async def get_system(_: Admin, core: CoreOf, engines: Engines) -> SystemOut:
    """What runs here, where it keeps things, and what does not work."""
    return await gather(core, engines)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the database says of the installation."""

    audio_bytes: int
    audio_files: int
    workers: list[WorkerFacts]


async def gather(core: Core, engines: Mapping[str, Engine]) -> SystemOut:
    """Every fact that can be had; a part that does not work is one of them."""
    readiness = await health.check(core)
    told, rows = readiness.database, None
    if told == "ok":
        try:
            async with asyncio.timeout(_READ_SECONDS):
                rows = await _read(core)
        except (SQLAlchemyError, OSError) as error:
            # It answers, but not as it should: it was not migrated, or it went away just now.
            told = f"does not work ({type(error).__name__})"
    return SystemOut(
        version=__version__,
        python=platform.python_version(),
        auth=core.settings.auth,
        database=_database(core, told),
        storage=_storage(core, readiness.storage, rows),
        workers=rows.workers if rows else [],
        disk_free_bytes=await _disk_free(core.storage.directory),
        engines=[_engine(engine) for engine in engines.values()],
    )


def _database(core: Core, told: str) -> DatabaseFacts:
    # What follows the question mark may hold a password too.
    address = masked(core.database.url).partition("?")[0]
    kind = "sqlite" if core.database.sqlite else "postgresql"
    return DatabaseFacts(kind=kind, ok=told == "ok", message=address if told == "ok" else told)


def _storage(core: Core, told: str, rows: _Rows | None) -> StorageFacts:
    return StorageFacts(
        kind="s3" if core.storage.directory is None else "local",
        ok=told == "ok",
        message=core.storage.location if told == "ok" else told,
        audio_bytes=rows.audio_bytes if rows else None,
        audio_files=rows.audio_files if rows else None,
    )


async def _read(core: Core) -> _Rows:
    async with core.database.snapshot() as session:
        size, files = await audio.stored(session)
        leases = await workers.beat_ages(session)
    return _Rows(size, files, [_worker(lease, age) for lease, age in leases])


def _worker(lease: WorkerLease, age: float) -> WorkerFacts:
    return WorkerFacts(
        executor_id=lease.executor_id,
        host=lease.host,
        engines=lease.facts.get("engines", {}),
        beat_age_seconds=round(max(0.0, age), 1),
    )


async def _disk_free(directory: Path | None) -> int | None:
    if directory is None:
        return None
    with contextlib.suppress(OSError):
        return (await asyncio.to_thread(shutil.disk_usage, directory)).free
    return None


def _engine(engine: Engine) -> EngineFacts:
    availability = engine.availability()
    return EngineFacts(
        name=engine.spec.name,
        version=engine.spec.version,
        available=availability.available,
        reason=availability.reason,
    )
