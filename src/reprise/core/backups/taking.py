"""Taking a backup while everything runs: one snapshot of the database, then the files that it names."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from reprise import __version__
from reprise.core.backups import manifest as manifests
from reprise.core.backups.copying import Tally, copy_files
from reprise.core.backups.errors import BackupError
from reprise.core.backups.manifest import LIST, Entry, Manifest, Part
from reprise.core.backups.sources import FileSource, NamedFile
from reprise.core.backups.writing import PrivateFile, digest_of
from reprise.core.db import migrate, utcnow
from reprise.core.db.dumps import postgresql, sqlite
from reprise.core.db.dumps.facts import DumpError
from reprise.core.db.dumps.progress import Tell
from reprise.core.db.urls import is_sqlite, masked
from reprise.core.operations import repository as operations
from reprise.core.operations.schema import SCHEMA
from reprise.core.storage import Storage, StorageUnavailableError

_WANTED: Final = "wanted"
_PAGE: Final = 500


def take(
    url: str,
    storage: Storage,
    destination: Path,
    *,
    sources: Sequence[FileSource],
    tables: Collection[str],
    tell: Tell,
) -> Manifest:
    """Write a backup as the directory `destination`, whole or not at all.

    `sources` say which stored files rows name, `tables` which tables are ours. Nothing has to stop meanwhile.

    Raises:
        BackupError: it cannot be taken; nothing is left of it.
    """
    _require_installation(url)
    try:
        with _unfinished(destination) as folder:
            manifest = _take(url, storage, folder, sources, tables, tell)
            manifests.write(folder, manifest)
            _publish(folder, destination)
    except (DumpError, StorageUnavailableError) as error:
        raise BackupError(str(error)) from error
    except OSError as error:
        raise BackupError(f"{destination} cannot be written: {error.strerror or error}.") from error
    return manifest


def _require_installation(url: str) -> None:
    """
    Raises:
        BackupError: the database is empty, or not there.
        MigrationError: it is newer than this version, which cannot know what belongs to it.
    """
    there = not is_sqlite(url) or sqlite.path_of(url).exists()
    if not there or migrate.require_known(url) is None:
        raise BackupError(f"There is no installation in {masked(url)}: nothing to back up.")


@contextmanager
def _unfinished(destination: Path) -> Iterator[Path]:
    """A folder beside the destination, which is taken away unless it was renamed."""
    folder = destination.absolute().with_name(f"{destination.name}.unfinished")
    if destination.exists():
        raise BackupError(f"{destination} is there already: give a name that is not.")
    if not folder.parent.is_dir():
        raise BackupError(f"{destination}: there is no such directory to put it into.")
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        raise BackupError(
            f"{folder} is there: either another backup writes it, or one was cut off; then remove it."
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take(
    url: str,
    storage: Storage,
    folder: Path,
    sources: Sequence[FileSource],
    tables: Collection[str],
    tell: Tell,
) -> Manifest:
    with ExitStack() as stack:
        dump = (
            sqlite.dumping(url, folder, tell)
            if is_sqlite(url)
            else postgresql.dumping(url, folder, tables, [SCHEMA], tell)
        )
        facts, connection = stack.enter_context(dump)
        taken_at = utcnow()
        there = [source for source in sources if facts.has(source.table, *source.columns)]
        total = _list_wanted(connection, there, folder / _WANTED)
        engine = operations.engine_revision(connection, SCHEMA)
    tell(f"Database: {len(facts.tables)} tables, {facts.row_count:,} rows.")
    tally = _copy(url, storage, folder, there, total, tell)
    (folder / _WANTED).unlink()
    return Manifest(
        format=manifests.FORMAT,
        reprise=__version__,
        database="sqlite" if is_sqlite(url) else "postgresql",
        engine_revision=engine,
        taken_at=taken_at,
        finished_at=utcnow(),
        dump=facts,
        parts=[_part(folder, path) for path in sorted(_files(folder)) if path.parts[0] != manifests.FILES],
        files=tally.counts,
    )


def _list_wanted(connection: Connection, sources: Sequence[FileSource], target: Path) -> int:
    """Write what has to be copied to a file: the snapshot need not be held while that is done."""
    count = 0
    with PrivateFile(target) as file:
        for source in sources:
            for named in source.named(connection):
                file.write(f"{named.bytes} {named.sha256} {named.key}\n".encode())
                count += 1
    return count


def _wanted(path: Path) -> Iterator[NamedFile]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            size, digest, key = line.rstrip("\n").split(" ", 2)
            yield NamedFile(key, int(size), digest)


def _copy(
    url: str, storage: Storage, folder: Path, sources: Sequence[FileSource], total: int, tell: Tell
) -> Tally:
    with PrivateFile(folder / LIST) as target:
        tally = Tally(target, total, tell)
        not_there = asyncio.run(copy_files(storage, _wanted(folder / _WANTED), folder, tally))
        for start in range(0, len(not_there), _PAGE):
            for entry in _explain(url, sources, not_there[start : start + _PAGE]):
                tally.add(entry)
    return tally


def _explain(url: str, sources: Sequence[FileSource], files: Sequence[NamedFile]) -> Iterator[Entry]:
    """Why the storage does not have them.

    Rows are deleted first and files after: a row that is still there lost its file some other way.
    """
    keys = [file.key for file in files]
    try:
        with migrate.reading(url) as connection:
            named = {key for source in sources for key in source.still_named(connection, keys)}
    except SQLAlchemyError as error:
        raise BackupError(f"The database did not answer in the end ({type(error).__name__}).") from error
    for file in files:
        state = "missing" if file.key in named else "gone"
        yield Entry(key=file.key, state=state, bytes=file.bytes, sha256=file.sha256)


def _files(folder: Path) -> Iterator[Path]:
    return (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def _part(folder: Path, path: Path) -> Part:
    size, digest = digest_of(folder / path)
    return Part(path=path.as_posix(), bytes=size, sha256=digest)


def _publish(folder: Path, destination: Path) -> None:
    # One flush for all that was written: thousands of small files would each wait for the disk.
    os.sync()
    folder.rename(destination)
    parent = os.open(destination.absolute().parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)
