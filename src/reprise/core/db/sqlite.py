"""How connections to SQLite are set up."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_MS: Final = 5_000
BEGIN: Final = "sqlite_begin"
"""The execution option that says how a transaction begins."""


def configure_sqlite(engine: Any) -> None:
    """WAL with full durability, foreign keys, and transactions that begin when we say so.

    The driver would begin a transaction only at the first write, so that one which read before could fail
    to upgrade: writers begin IMMEDIATE (https://www.sqlite.org/lang_transaction.html).
    """
    configure_connections(engine)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get(BEGIN, "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


def configure_connections(engine: Any) -> None:
    """As `configure_sqlite`, but who wants a transaction says BEGIN and COMMIT to the driver."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
