"""SQLite: a copy of the database as a database, written by SQLite itself.

VACUUM INTO reads one snapshot, while others go on writing, and what it writes holds no remains of deleted
rows (https://www.sqlite.org/lang_vacuum.html#vacuuminto). The backup interface would begin again with every
write of another process.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, create_engine, func, select, table

from reprise.core.db import migrate
from reprise.core.db.dumps.facts import DumpError, DumpFacts, TableFacts
from reprise.core.db.dumps.progress import Paced, Tell
from reprise.core.db.sqlite import BUSY_TIMEOUT_MS, configure_sqlite
from reprise.core.db.urls import sync_url

FILE: Final = "database.sqlite3"
_STEPS_BETWEEN_WORDS: Final = 200_000
_CHUNK: Final = 1024 * 1024
_BESIDE: Final = ("-wal", "-shm", "-journal")


def path_of(url: str) -> Path:
    return Path(sync_url(url).database or "")


@contextmanager
def dumping(url: str, folder: Path, tell: Tell) -> Iterator[tuple[DumpFacts, Connection]]:
    """Write the database into `folder`; then its facts, and a connection on which nothing changes."""
    target = folder / FILE
    # VACUUM INTO takes an empty file, and would make one that anybody may read.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    _vacuum_into(path_of(url), target, tell)
    engine = create_engine(f"sqlite:///{target}")
    try:
        with engine.connect() as connection:
            yield _facts(connection), connection
    finally:
        engine.dispose()


def _vacuum_into(source: Path, target: Path, tell: Tell) -> None:
    paced = Paced(tell)

    def look() -> int:
        # That Python is asked at all lets Ctrl-C through, too.
        paced(f"Database: {target.stat().st_size / 1e6:,.0f} MB.")
        return 0

    # Never one that is not there: connecting would make it.
    address = f"{source.absolute().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
            connection.set_progress_handler(look, _STEPS_BETWEEN_WORDS)
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise DumpError(f"{source} cannot be copied: {error}.") from error


def _facts(connection: Connection) -> DumpFacts:
    found = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "ORDER BY name"
    )
    tables = [_table(connection, name) for (name,) in found.all()]
    return DumpFacts(migrate.revision_of(connection) or "", tables)


def _table(connection: Connection, name: str) -> TableFacts:
    columns = connection.exec_driver_sql("SELECT name FROM pragma_table_info(?)", (name,)).scalars().all()
    rows = connection.execute(select(func.count()).select_from(table(name))).scalar_one()
    return TableFacts("", name, list(columns), rows)


def require_empty(url: str) -> None:
    """
    Raises:
        DumpError: there is a database already, or part of one that was.
    """
    path = path_of(url)
    for part in (path, *(path.with_name(path.name + suffix) for suffix in _BESIDE)):
        if part.exists():
            raise DumpError(f"{part} is there already: restore into an empty place, or move it away.")


def load(
    folder: Path, url: str, prepare: Callable[[str], None], finish: Callable[[Connection], None]
) -> None:
    """Make the database of a dump, complete or not at all.

    `prepare` brings the database of a URL to this version; `finish` changes what must not be as it was.
    """
    target = path_of(url)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.restoring")
    _remove(unfinished)
    try:
        _copy(folder / FILE, unfinished)
        prepare(f"sqlite:///{unfinished}")
        _finish(unfinished, finish)
        _publish(unfinished, target)
    finally:
        _remove(unfinished)


def _copy(source: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source.open("rb") as given, os.fdopen(descriptor, "wb") as file:
        while chunk := given.read(_CHUNK):
            file.write(chunk)


def _finish(path: Path, finish: Callable[[Connection], None]) -> None:
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)
    configure_sqlite(engine)
    try:
        with engine.begin() as connection:
            finish(connection)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()


def _publish(unfinished: Path, target: Path) -> None:
    log = unfinished.with_name(f"{unfinished.name}-wal")
    if log.exists() and log.stat().st_size:
        raise DumpError(f"{unfinished} is still in use.")
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    try:
        # Unlike a renaming, this never replaces a database that somebody began meanwhile.
        target.hardlink_to(unfinished)
    except FileExistsError:
        raise DumpError(f"{target} was made by somebody else meanwhile.") from None
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove(path: Path) -> None:
    for part in (path, *(path.with_name(path.name + suffix) for suffix in _BESIDE)):
        part.unlink(missing_ok=True)
