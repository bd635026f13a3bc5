"""`reprise doctor`: what is there and what is not, without changing anything that people made."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from reprise import __version__
from reprise.core.db import Database, migrate
from reprise.core.db.urls import is_sqlite, masked
from reprise.core.errors import AppError
from reprise.core.operations import repository
from reprise.core.operations.runtime import STALE_AFTER
from reprise.core.settings import Settings
from reprise.core.storage import StorageConfigError, open_storage
from reprise.songs.engines.registry import UnknownEngine, load_engines
from reprise.web_page import BUILT

_LITTLE_SPACE = 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """`state`: ok, missing (an option that is not here) or broken (Reprise does not work without it)."""

    part: str
    state: str
    message: str


def examine(settings: Settings) -> list[Finding]:
    return [
        Finding(
            "reprise", "ok", f"{__version__}, Python {platform.python_version()}, {os.cpu_count()} cores"
        ),
        _data_dir(settings),
        _database(settings),
        _storage(settings),
        _workers(settings),
        *_engines(settings),
        _gpu(),
        _page(),
    ]


def as_document(findings: list[Finding]) -> dict[str, object]:
    healthy = all(finding.state != "broken" for finding in findings)
    return {"healthy": healthy, "findings": [asdict(finding) for finding in findings]}


def _data_dir(settings: Settings) -> Finding:
    directory = settings.data_dir
    existing = next(path for path in (directory, *directory.absolute().parents) if path.exists())
    if not os.access(existing, os.W_OK):
        return Finding("data directory", "broken", f"{directory} cannot be written")
    free = shutil.disk_usage(existing).free
    state = "ok" if free > _LITTLE_SPACE else "broken"
    made = "" if directory.exists() else ", made at the first start"
    return Finding("data directory", state, f"{directory}{made}, {free / 1024**3:.1f} GiB free")


def _database(settings: Settings) -> Finding:
    url = settings.resolved_database_url
    if _not_made_yet(url):
        return Finding("database", "ok", f"{masked(url)}, made at the first start")
    try:
        revision = migrate.current(url)
    except SQLAlchemyError as error:
        return Finding("database", "broken", f"{masked(url)} does not answer ({type(error).__name__})")
    head = migrate.head()
    if revision != head:
        return Finding(
            "database", "ok", f"{masked(url)}, at {revision}; `reprise migrate` brings it to {head}"
        )
    return Finding("database", "ok", f"{masked(url)}, schema {revision}")


def _not_made_yet(url: str) -> bool:
    return is_sqlite(url) and not Path(url.removeprefix("sqlite:///")).exists()


def _storage(settings: Settings) -> Finding:
    if not settings.storage_url and not settings.data_dir.exists():
        return Finding("storage", "ok", "in the data directory, made at the first start")
    try:
        storage = open_storage(
            settings.storage_url, endpoint=settings.storage_endpoint or None, data_dir=settings.data_dir
        )
        asyncio.run(storage.check())
    except (StorageConfigError, AppError) as error:
        return Finding("storage", "broken", str(error))
    return Finding("storage", "ok", storage.location)


def _workers(settings: Settings) -> Finding:
    url = settings.resolved_database_url
    try:
        alive = 0 if _not_made_yet(url) else asyncio.run(_count_workers(url))
    except (SQLAlchemyError, OSError):
        return Finding("workers", "missing", "none that this database tells of")
    if not alive:
        return Finding(
            "workers", "missing", "none is running; `reprise serve` and `reprise worker` start them"
        )
    return Finding("workers", "ok", f"{alive} running")


async def _count_workers(url: str) -> int:
    database = Database(url)
    try:
        async with database.snapshot() as session:
            return await repository.count_alive(session, stale_after=STALE_AFTER)
    finally:
        await database.close()


def _engines(settings: Settings) -> list[Finding]:
    try:
        engines = load_engines(settings.engine_names)
    except UnknownEngine as error:
        return [Finding("engines", "broken", f"REPRISE_ENGINES: {error}")]
    return [
        Finding(f"engine {name}", "ok", f"{engine.spec.version}")
        if (found := engine.availability()).available
        else Finding(f"engine {name}", "missing", found.reason)
        for name, engine in engines.items()
    ]


def _gpu() -> Finding:
    devices = sorted(str(path) for path in Path("/dev").glob("nvidia[0-9]*"))
    if devices:
        return Finding("GPU", "ok", f"{len(devices)} NVIDIA device(s); no engine of this version uses one")
    return Finding("GPU", "missing", "none found; the composer needs none")


def _page() -> Finding:
    if (BUILT / "index.html").is_file():
        return Finding("page", "ok", "built")
    return Finding("page", "missing", "not built: only the API is served; `make web` builds it")
