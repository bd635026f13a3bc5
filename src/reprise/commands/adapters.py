"""`reprise adapters import`: a learned adapter into the registry. Over HTTP no path is ever read."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Final

from reprise.core.auth.identity import OWNER
from reprise.core.db import Database
from reprise.core.db.urls import masked
from reprise.core.errors import AppError
from reprise.core.operations.schema import upgrade
from reprise.core.settings import Settings
from reprise.core.storage import StorageUnavailableError, open_storage
from reprise.songs.adapters import importing
from reprise.songs.adapters.peft import directory
from reprise.songs.adapters.peft.directory import PeftDirectory
from reprise.songs.adapters.peft.errors import PeftDirectoryError

ENGINES: Final = ("musicgen",)
"""Engines that adapters are learned for."""
_MAX_NAME: Final = 200


class AdapterImportError(Exception):
    """One sentence about what cannot be done."""


def import_directory(settings: Settings, path: Path, name: str, engine: str) -> dict[str, Any]:
    """Check it, store its files, register it; what to tell of it. Doing so again changes nothing.

    Raises:
        AdapterImportError: the directory is no adapter that can be kept, or the name is another's.
    """
    name = name.strip()
    if not 1 <= len(name) <= _MAX_NAME:
        raise AdapterImportError(f"--name must have 1 to {_MAX_NAME} characters.")
    if engine not in ENGINES:
        raise AdapterImportError(f"--engine {engine}: adapters are learned for {', '.join(ENGINES)} alone.")
    try:
        learned = directory.read(path)
        data_dir = settings.make_data_dir()
        upgrade(settings.resolved_database_url)
        return asyncio.run(_import(settings, data_dir, learned, name, engine))
    except (PeftDirectoryError, StorageUnavailableError) as error:
        raise AdapterImportError(str(error)) from error
    except AppError as error:
        raise AdapterImportError(error.message) from error
    except OSError as error:
        raise AdapterImportError(f"{path} cannot be read: {error.strerror or error}.") from error


async def _import(
    settings: Settings, data_dir: Path, learned: PeftDirectory, name: str, engine: str
) -> dict[str, Any]:
    storage = open_storage(
        settings.storage_url, endpoint=settings.storage_endpoint or None, data_dir=data_dir
    )
    await importing.store_files(storage, learned)
    database = Database(settings.resolved_database_url)
    try:
        async with database.transaction() as session:
            imported = await importing.register(session, OWNER, name, engine, learned)
            return {
                "adapter_id": str(imported.adapter.id),
                "name": imported.adapter.name,
                "engine": imported.adapter.engine,
                "version": imported.version.number,
                "version_id": str(imported.version.id),
                "active": imported.version.is_active,
                "known": imported.known,
                "base_model": learned.config.base_model_name_or_path,
                "rank": learned.config.r,
                "pairs": learned.pairs,
                "sha256": learned.sha256,
                "database": masked(settings.resolved_database_url),
            }
    finally:
        await database.close()


def sentence(told: dict[str, Any]) -> str:
    what = f"{told['name']}, version {told['version']}"
    if told["known"]:
        return f"{what} holds these files already: nothing was changed ({told['database']})."
    state = "active" if told["active"] else "not active until you activate it"
    return (
        f"{what} for {told['engine']}: rank {told['rank']}, {told['pairs']} modules of {told['base_model']}; "
        f"{state}. It is kept for that engine, which this version of Reprise does not have yet."
    )
