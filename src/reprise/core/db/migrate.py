"""Brings a database to the schema of this version."""

from __future__ import annotations

import contextlib
import importlib.resources
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, create_engine, inspect, text

from reprise.core.db import lost_peers
from reprise.core.db.sqlite import configure_sqlite
from reprise.core.db.urls import is_sqlite, masked, sync_url

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = "reprise.migrations"
# Any number will do as long as nobody else uses it: PostgreSQL's advisory locks are per database.
_LOCK_ID: Final = 0x52657072697365
_LOCK_TIMEOUT: Final = "10s"


class MigrationError(Exception):
    """The database cannot be brought to this version; the message says why."""


def head() -> str:
    """The newest revision that this version knows, read from file names without loading Alembic."""
    versions = importlib.resources.files(MIGRATIONS) / "versions"
    names = [entry.name for entry in versions.iterdir()]
    return max(match[1] for name in names if (match := re.fullmatch(r"(\d{4})_\w+\.py", name)))


def upgrade(url: str) -> bool:
    """Create or migrate all tables, ours and the workflow engine's; True if anything was done.

    Safe to call from several processes at once: one migrates, the others wait and find it done.

    Raises:
        MigrationError: the database is newer than this program, or cannot be opened.
    """
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            if _is_current(connection):
                return False
        with engine.begin() as connection:
            lock(connection)
            if _is_current(connection):
                return False
            upgrade_to(connection, head())
    finally:
        engine.dispose()
    return True


def current(url: str) -> str | None:
    """The revision the database is at; None when it is empty."""
    with reading(url) as connection:
        return revision_of(connection)


def require_known(url: str) -> str | None:
    """As `current`.

    Raises:
        MigrationError: the database is newer than this program.
    """
    with reading(url) as connection:
        _is_current(connection)
        return revision_of(connection)


@contextlib.contextmanager
def reading(url: str) -> Iterator[Connection]:
    """A connection outside of any pool, for a look at whatever revision there is."""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    if not is_sqlite(url):
        arguments = lost_peers.psycopg_arguments(url)
        return create_engine(sync_url(url), hide_parameters=True, connect_args=arguments)
    engine = create_engine(sync_url(url), hide_parameters=True)
    Path(sync_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
    configure_sqlite(engine)
    return engine.execution_options(sqlite_begin="IMMEDIATE")


def lock(connection: Connection) -> None:
    """Let nobody else migrate before the transaction ends; on SQLite the transaction itself does that."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": _LOCK_ID})
        # A migration that waits behind a long transaction makes everybody else wait behind it.
        connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'"))


def revision_of(connection: Connection) -> str | None:
    """None when no migration was ever made."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _is_current(connection: Connection) -> bool:
    revision = revision_of(connection)
    if revision is not None and revision > head():
        raise MigrationError(
            f"The database {masked(str(connection.engine.url))} was written by a newer Reprise "
            f"(revision {revision}, this program knows {head()}): install that version or restore a backup."
        )
    return revision == head()


def config(connection: Connection) -> Config:
    """Alembic's configuration for an open connection."""
    from alembic.config import Config

    with _script_location() as location:
        result = Config(stdout=io.StringIO())
        result.set_main_option("script_location", str(location))
    result.attributes["connection"] = connection
    return result


def upgrade_to(connection: Connection, revision: str) -> None:
    """Our tables to this revision, in the connection's transaction; whoever asks holds the `lock`."""
    from alembic import command

    command.upgrade(config(connection), revision)


@contextlib.contextmanager
def held_still(engine: Engine) -> Iterator[None]:
    """Nobody migrates this PostgreSQL database meanwhile; whoever wants to waits."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock_shared(:id)"), {"id": _LOCK_ID})
        try:
            yield
        finally:
            # The pool would keep the connection, and the lock with it.
            connection.execute(text("SELECT pg_advisory_unlock_shared(:id)"), {"id": _LOCK_ID})


@contextlib.contextmanager
def _script_location() -> Iterator[Path]:
    with importlib.resources.as_file(importlib.resources.files(MIGRATIONS)) as path:
        yield path
