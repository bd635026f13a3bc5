"""Whether anything waits in a line, asked so cheaply that it can be asked all the time.

The workflow engine's own look is a transaction of several statements; almost every one finds nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy import make_url

from reprise.core.db.urls import is_sqlite
from reprise.core.operations.schema import SCHEMA

# The condition of the engine's partial index is said as it is written there: SQLite concludes nothing.
_WAITING: Final = (
    "SELECT 1 FROM {table} WHERE queue_name = {queue} AND status = 'ENQUEUED' "
    "AND status IN ('ENQUEUED', 'PENDING') LIMIT 1"
)
ASK_SQLITE: Final = _WAITING.format(table="workflow_status", queue="?")
ASK_POSTGRES: Final = _WAITING.format(table=f"{SCHEMA}.workflow_status", queue=":queue")


class Line(Protocol):
    """Looks at one database; each queue is asked for by one thread, which is always the same."""

    def may_wait(self, queue: str) -> bool:
        """False only when nothing waits; True also when the database does not answer."""


def line_of(url: str, engine: sa.Engine) -> Line:
    """`engine` is the workflow engine's, of which connections to PostgreSQL are borrowed."""
    return _SqliteLine(url) if is_sqlite(url) else _PostgresLine(engine)


class _SqliteLine:
    """A connection for each queue, as it tells whether any other has written since it looked.

    `data_version` (https://sqlite.org/pragma.html#pragma_data_version) needs no table to be read.
    """

    def __init__(self, url: str) -> None:
        path = make_url(url).database
        assert path is not None
        # Whoever only asks must not make the file.
        self._uri = f"{Path(path).absolute().as_uri()}?mode=rw"
        self._connections: dict[str, sqlite3.Connection] = {}
        self._empty_at: dict[str, int] = {}

    def may_wait(self, queue: str) -> bool:
        try:
            return self._waits(queue)
        except sqlite3.Error:
            # Whoever looks next, with a transaction, finds out what is wrong and says it.
            if broken := self._connections.pop(queue, None):
                broken.close()
            return True

    def _waits(self, queue: str) -> bool:
        connection = self._connections.get(queue) or self._connect(queue)
        # Read before the rows are: what is written in between counts as new.
        ((version,),) = connection.execute("PRAGMA data_version").fetchall()
        if self._empty_at.get(queue) == version:
            return False
        # All rows: a statement that is not at its end would keep a snapshot, and the log from its checkpoint.
        if connection.execute(ASK_SQLITE, (queue,)).fetchall():
            return True
        self._empty_at[queue] = version
        return False

    def _connect(self, queue: str) -> sqlite3.Connection:
        connection = sqlite3.connect(self._uri, uri=True, timeout=1, isolation_level=None)
        connection.execute("PRAGMA query_only=ON")
        self._empty_at.pop(queue, None)
        self._connections[queue] = connection
        return connection


class _PostgresLine:
    """One round trip, without a transaction around it, on a connection that each queue keeps."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._ask = sa.text(ASK_POSTGRES)
        self._connections: dict[str, sa.Connection] = {}

    def may_wait(self, queue: str) -> bool:
        try:
            return self._waits(queue)
        except sa.exc.SQLAlchemyError:
            if broken := self._connections.pop(queue, None):
                broken.invalidate()
                broken.close()
            return True

    def _waits(self, queue: str) -> bool:
        connection = self._connections.get(queue)
        if connection is None:
            connection = self._connections[queue] = self._engine.connect()
        found = connection.execute(self._ask, {"queue": queue}).first()
        # Of SQLAlchemy's own account of transactions: none was begun on the server.
        connection.rollback()
        return found is not None


def look_only_when_something_waits(system: Any, line: Line, *, full: Callable[[str], bool]) -> None:
    """Let the workflow engine find no part of a queue to look at while nothing waits in it.

    Where a queue is `full` nothing is asked: the engine sees by itself that there is no room for any.
    """
    scopes = system.dequeue_scopes
    vars(system)["dequeue_scopes"] = lambda queue: (
        scopes(queue) if full(queue) or line.may_wait(queue) else []
    )
