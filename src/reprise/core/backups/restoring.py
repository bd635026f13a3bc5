"""From a backup to an installation: files first, the database last and at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from reprise.core.backups import manifest as manifests
from reprise.core.backups.errors import BackupError
from reprise.core.backups.manifest import FILES, Entry, Manifest
from reprise.core.backups.sources import FileSource
from reprise.core.backups.verifying import verify
from reprise.core.db import migrate
from reprise.core.db.dumps import postgresql, sqlite
from reprise.core.db.dumps.facts import DumpError, DumpFacts
from reprise.core.db.dumps.progress import Paced, Tell
from reprise.core.db.urls import is_sqlite
from reprise.core.operations.schema import SCHEMA, newest_engine_revision, upgrade, upgrade_engine
from reprise.core.storage import Storage, StorageUnavailableError, StoredFile

_AT_ONCE: Final = 8
_PAGE: Final = 500


def restore(
    folder: Path,
    url: str,
    storage: Storage,
    *,
    sources: Sequence[FileSource],
    tables: Collection[str],
    settle: Callable[[Connection], None],
    tell: Tell,
) -> Manifest:
    """Make the installation of a backup, of this version, in an empty database and an empty storage.

    A restore that was cut off may be asked for again. `settle` changes, in the same transaction, what must
    not be as it was.

    Raises:
        BackupError: it cannot be done; no installation was made.
    """
    manifest = manifests.read(folder)
    _require_fit(manifest, url)
    try:
        _require_empty_database(url, tables)
        asyncio.run(_require_empty_storage(folder, storage))
        verify(folder, tell)
        asyncio.run(_put_files(folder, manifest, storage, tell))
        _load(folder, manifest, url, sources, tables, settle, tell)
    except (DumpError, StorageUnavailableError) as error:
        raise BackupError(str(error)) from error
    except OSError as error:
        raise BackupError(f"{error.filename or folder}: {error.strerror or error}.") from error
    return manifest


def _require_fit(manifest: Manifest, url: str) -> None:
    kind = "sqlite" if is_sqlite(url) else "postgresql"
    if manifest.database != kind:
        raise BackupError(
            f"The backup is of {manifest.database}, and REPRISE_DATABASE_URL asks for {kind}: rows are not "
            "carried from one to the other."
        )
    newer = manifest.dump.revision > migrate.head() or manifest.engine_revision > newest_engine_revision(url)
    if newer:
        raise BackupError(
            f"The backup was taken by Reprise {manifest.reprise} (revision {manifest.dump.revision}, this "
            f"version knows {migrate.head()}): restore it with that version or a newer one."
        )


def _require_empty_database(url: str, tables: Collection[str]) -> None:
    if is_sqlite(url):
        sqlite.require_empty(url)
    else:
        postgresql.require_empty(url, tables, [SCHEMA])


async def _require_empty_storage(folder: Path, storage: Storage) -> None:
    """What a restore that was cut off has put there is no obstacle."""
    async for page in storage.list():
        for file in page:
            if not _is_of(folder, file):
                raise BackupError(
                    f"The storage {storage.location} is not empty ({file.key}): restore into an empty "
                    "directory, or under another prefix."
                )


def _is_of(folder: Path, file: StoredFile) -> bool:
    kept = folder / FILES / file.key
    return kept.is_file() and kept.stat().st_size == file.size


async def _put_files(folder: Path, manifest: Manifest, storage: Storage, tell: Tell) -> None:
    total = manifest.files.kept + manifest.files.damaged
    paced, done = Paced(tell), 0
    async for count in _putting(folder, storage):
        done += count
        paced(f"Files: {done:,} of {total:,}.")
    tell(f"Files: {done:,} are in {storage.location}.")


async def _putting(folder: Path, storage: Storage) -> AsyncIterator[int]:
    """How many were stored, some at a time."""
    kept = (entry.key for entry in manifests.entries(folder) if entry.is_here)
    while keys := list(islice(kept, _AT_ONCE)):
        await asyncio.gather(*(storage.put_file(key, folder / FILES / key) for key in keys))
        yield len(keys)


def _load(
    folder: Path,
    manifest: Manifest,
    url: str,
    sources: Sequence[FileSource],
    tables: Collection[str],
    settle: Callable[[Connection], None],
    tell: Tell,
) -> None:
    def finish(connection: Connection) -> None:
        for page in _gone(folder):
            for source in sources:
                if source.forget is not None:
                    source.forget(connection, page)
        settle(connection)

    if is_sqlite(url):
        sqlite.load(folder, url, _prepare, finish)
        return
    upgrade_engine(url)
    facts = _loadable(manifest, url)
    postgresql.load(folder, url, facts, tables, finish, tell)


def _prepare(url: str) -> None:
    upgrade(url)


def _loadable(manifest: Manifest, url: str) -> DumpFacts:
    """All tables; without the workflow engine's if those are of a revision that nothing can make any more.

    Rows of jobs are the truth: the reconciler gives each that wants work a new workflow.
    """
    if manifest.engine_revision == newest_engine_revision(url):
        return manifest.dump
    own = [table for table in manifest.dump.tables if table.schema != SCHEMA]
    return replace(manifest.dump, tables=own)


def _gone(folder: Path) -> Iterator[list[str]]:
    """Pages of keys whose rows were deleted after the snapshot, so that they must not be there again."""
    keys = (entry.key for entry in _of_state(folder, "gone"))
    while page := list(islice(keys, _PAGE)):
        yield page


def _of_state(folder: Path, state: str) -> Iterator[Entry]:
    return (entry for entry in manifests.entries(folder) if entry.state == state)
