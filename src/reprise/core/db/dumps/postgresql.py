"""PostgreSQL: the rows of every table, copied out in one snapshot and into a schema of the same revision.

No `pg_dump` is needed, which refuses servers newer than itself and is mostly not there. What a dump lacks,
the definitions of the tables, is in the migrations. Rows are in COPY's text format, which does not change
between versions of the server (https://www.postgresql.org/docs/current/sql-copy.html).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, cast

import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy import Connection, Engine, create_engine

from reprise.core.db import migrate
from reprise.core.db.dumps.facts import DumpError, DumpFacts, TableFacts
from reprise.core.db.dumps.progress import Paced, Tell
from reprise.core.db.urls import masked, sync_url

_SETTINGS: Final = (
    "SET LOCAL client_encoding = 'UTF8'",
    "SET LOCAL DateStyle = 'ISO'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL extra_float_digits = 3",
)
_REVISIONS: Final = "alembic_version"
_FOLDER: Final = "database"
_CHUNK: Final = 256 * 1024


@contextmanager
def dumping(
    url: str, folder: Path, known: Collection[str], others: Collection[str], tell: Tell
) -> Iterator[tuple[DumpFacts, Connection]]:
    """Write the rows of our tables, which are `known` by name, and of all tables of the schemas `others`.

    Then their facts, and a connection on the very snapshot. No migration runs meanwhile.
    """
    engine = create_engine(sync_url(url), hide_parameters=True)
    try:
        with migrate.held_still(engine), _snapshot(engine) as connection:
            (folder / _FOLDER).mkdir(mode=0o700)
            yield _dump(connection, folder, known, others, tell), connection
    finally:
        engine.dispose()


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    still = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with still.begin() as connection:
        _configure(connection)
        yield connection


def _dump(
    connection: Connection, folder: Path, known: Collection[str], others: Collection[str], tell: Tell
) -> DumpFacts:
    revision = migrate.revision_of(connection) or ""
    wanted: list[TableFacts] = []
    strangers: list[str] = []
    for table in _tables(connection, others):
        ours = table.schema or table.name in known or table.name == _REVISIONS
        wanted.append(table) if ours else strangers.append(table.name)
    paced = Paced(tell)
    copied = [_copy_out(connection, folder, table, paced) for table in wanted]
    return DumpFacts(revision, copied, _sequences(connection, copied), strangers)


def _tables(connection: Connection, others: Collection[str]) -> list[TableFacts]:
    """All tables of our schema (named "") and of the others, with the columns that hold something."""
    found = connection.exec_driver_sql(
        "SELECT CASE WHEN n.nspname = current_schema() THEN '' ELSE n.nspname END, c.relname, "
        "array_agg(a.attname::text ORDER BY a.attnum) "
        "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
        "AND a.attgenerated = '' "
        "WHERE c.relkind = 'r' AND (n.nspname = current_schema() OR n.nspname = ANY(%(others)s)) "
        "GROUP BY 1, 2 ORDER BY 1, 2",
        {"others": list(others)},
    )
    return [TableFacts(schema, name, columns, rows=0) for schema, name, columns in found]


def _copy_out(connection: Connection, folder: Path, table: TableFacts, tell: Tell) -> TableFacts:
    file = f"{_FOLDER}/{table.title}.copy"
    tell(f"Database: {table.title}.")
    descriptor = os.open(folder / file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(_name(table), _columns(table))
    with os.fdopen(descriptor, "wb") as target, _driver(connection).cursor() as cursor:
        with cursor.copy(statement) as rows:
            for block in rows:
                target.write(block)
        return TableFacts(table.schema, table.name, table.columns, cursor.rowcount, file)


def _sequences(connection: Connection, tables: Iterable[TableFacts]) -> dict[str, int]:
    """The last value of each sequence that numbers a column; may be ahead of the snapshot, never behind."""
    found: dict[str, int] = {}
    for table in tables:
        for column in table.columns:
            last = connection.exec_driver_sql(
                "SELECT pg_sequence_last_value(pg_get_serial_sequence(%(table)s, %(column)s)::regclass)",
                {"table": _name(table).as_string(), "column": column},
            ).scalar()
            found |= {} if last is None else {f"{table.title}.{column}": last}
    return found


def require_empty(url: str, known: Collection[str], others: Collection[str]) -> None:
    """
    Raises:
        DumpError: there are tables of ours, or rows in those schemas.
    """
    engine = create_engine(sync_url(url), hide_parameters=True)
    try:
        with engine.connect() as connection:
            _require_empty(connection, known, others)
    finally:
        engine.dispose()


def _require_empty(connection: Connection, known: Collection[str], others: Collection[str]) -> None:
    for table in _tables(connection, others):
        ours = not table.schema and (table.name in known or table.name == _REVISIONS)
        if ours or (table.schema and _has_content(connection, table)):
            where = masked(str(connection.engine.url))
            raise DumpError(
                f"The database {where} holds an installation already (table {table.title}): restore into an "
                "empty one."
            )


def _has_content(connection: Connection, table: TableFacts) -> bool:
    # The number of the migration that made the tables is no content.
    if table.name.endswith("_migrations"):
        return False
    rows = sa.table(table.name, schema=table.schema or None)
    return bool(connection.execute(sa.select(sa.exists(sa.text("1")).select_from(rows))).scalar())


def load(
    folder: Path,
    url: str,
    facts: DumpFacts,
    known: Collection[str],
    finish: Callable[[Connection], None],
    tell: Tell,
) -> None:
    """Make the tables of the dump's revision, fill them, bring them to this version: all in one transaction.

    Tables of other schemas must be there, as empty as `require_empty` asks; `facts` may name fewer tables
    than the dump has. `finish` changes what must not be as it was.
    """
    engine = create_engine(sync_url(url), hide_parameters=True)
    try:
        with engine.begin() as connection:
            # A server that starts now waits for the end of this, and finds the database made.
            migrate.lock(connection)
            # Whatever the dump names is emptied before it is filled: none of it may be somebody's.
            own = {table.name for table in facts.tables if not table.schema}
            _require_empty(connection, own.union(known), {table.schema for table in facts.tables} - {""})
            _configure(connection)
            migrate.upgrade_to(connection, facts.revision)
            _fill(connection, folder, facts, tell)
            migrate.upgrade_to(connection, migrate.head())
            finish(connection)
        _analyse(engine)
    finally:
        engine.dispose()


def _fill(connection: Connection, folder: Path, facts: DumpFacts, tell: Tell) -> None:
    tables = facts.tables
    # Referential checks are made once for all rows, and in no order of tables; no trigger has to look at what
    # it saw when it was written.
    foreign_keys = _drop_foreign_keys(connection, tables)
    _run(connection, sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(_name, tables))))
    paced = Paced(tell)
    for table in tables:
        _run(connection, sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(_name(table)))
        _copy_in(connection, folder, table, paced)
        _run(connection, sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(_name(table)))
    for statement in foreign_keys:
        connection.exec_driver_sql(statement)
    for table in tables:
        _set_sequences(connection, facts, table)


def _drop_foreign_keys(connection: Connection, tables: list[TableFacts]) -> list[str]:
    """The statements that make them again."""
    found = connection.exec_driver_sql(
        "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname), "
        "format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, "
        "pg_get_constraintdef(oid)) FROM pg_constraint "
        "WHERE contype = 'f' AND conrelid = ANY(%(tables)s::regclass[])",
        {"tables": [_name(table).as_string() for table in tables]},
    )
    dropping, making = [], []
    for drop, make in found.all():
        dropping.append(drop)
        making.append(make)
    for statement in dropping:
        connection.exec_driver_sql(statement)
    return making


def _copy_in(connection: Connection, folder: Path, table: TableFacts, tell: Tell) -> None:
    tell(f"Database: {table.title}, {table.rows:,} rows.")
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(_name(table), _columns(table))
    with (folder / table.file).open("rb") as source, _driver(connection).cursor() as cursor:
        with cursor.copy(statement) as rows:
            while block := source.read(_CHUNK):
                rows.write(block)
        if cursor.rowcount != table.rows:
            raise DumpError(f"{table.title} has {cursor.rowcount:,} rows in the backup, not {table.rows:,}.")


def _set_sequences(connection: Connection, facts: DumpFacts, table: TableFacts) -> None:
    for column in table.columns:
        last = facts.sequences.get(f"{table.title}.{column}")
        if last is not None:
            connection.exec_driver_sql(
                "SELECT setval(pg_get_serial_sequence(%(table)s, %(column)s), %(last)s)",
                {"table": _name(table).as_string(), "column": column, "last": last},
            )


def _analyse(engine: Engine) -> None:
    """The planner knows nothing of rows that just came."""
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")


def _configure(connection: Connection) -> None:
    for statement in _SETTINGS:
        connection.exec_driver_sql(statement)


def _driver(connection: Connection) -> psycopg.Connection[Any]:
    return cast("psycopg.Connection[Any]", connection.connection.driver_connection)


def _run(connection: Connection, statement: sql.Composed) -> None:
    connection.exec_driver_sql(statement.as_string())


def _name(table: TableFacts) -> sql.Identifier:
    return sql.Identifier(table.schema, table.name) if table.schema else sql.Identifier(table.name)


def _columns(table: TableFacts) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, table.columns))
