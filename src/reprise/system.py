"""Facts about this installation, for its admins."""

from __future__ import annotations

import asyncio
import platform
import shutil
from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter

from reprise import __version__
from reprise.core.auth.identity import Admin
from reprise.core.context import Core, CoreOf
from reprise.core.db.urls import masked
from reprise.core.operations import repository as workers
from reprise.core.schema import Answer
from reprise.core.telemetry import health
from reprise.songs.audio import repository as audio
from reprise.songs.engines.dependency import Engines
from reprise.songs.engines.protocol import Engine

router = APIRouter(tags=["system"])


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
    """`disk_free_bytes` is that of the disk with the files; null where they are in a bucket."""

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


async def gather(core: Core, engines: Mapping[str, Engine]) -> SystemOut:
    readiness = await health.check(core)
    database = _database(core, readiness.database)
    return SystemOut(
        version=__version__,
        python=platform.python_version(),
        auth=core.settings.auth,
        database=database,
        storage=await _storage(core, readiness.storage, countable=database.ok),
        workers=await _workers(core) if database.ok else [],
        disk_free_bytes=await _disk_free(core.storage.directory),
        engines=[_engine(engine) for engine in engines.values()],
    )


def _database(core: Core, told: str) -> DatabaseFacts:
    # What follows the question mark may hold a password too.
    address = masked(core.database.url).partition("?")[0]
    kind = "sqlite" if core.database.sqlite else "postgresql"
    return DatabaseFacts(kind=kind, ok=told == "ok", message=address if told == "ok" else told)


async def _storage(core: Core, told: str, *, countable: bool) -> StorageFacts:
    size, files = None, None
    if countable:
        async with core.database.snapshot() as session:
            size, files = await audio.stored(session)
    return StorageFacts(
        kind="s3" if core.storage.directory is None else "local",
        ok=told == "ok",
        message=core.storage.location if told == "ok" else told,
        audio_bytes=size,
        audio_files=files,
    )


async def _workers(core: Core) -> list[WorkerFacts]:
    async with core.database.snapshot() as session:
        leases = await workers.beat_ages(session)
    return [
        WorkerFacts(
            executor_id=lease.executor_id,
            host=lease.host,
            engines=lease.facts.get("engines", {}),
            beat_age_seconds=round(max(0.0, age), 1),
        )
        for lease, age in leases
    ]


async def _disk_free(directory: Path | None) -> int | None:
    if directory is None:
        return None
    return (await asyncio.to_thread(shutil.disk_usage, directory)).free


def _engine(engine: Engine) -> EngineFacts:
    availability = engine.availability()
    return EngineFacts(
        name=engine.spec.name,
        version=engine.spec.version,
        available=availability.available,
        reason=availability.reason,
    )
