"""Statements that are put together once and given to the driver as they are.

For the few that each flush of a group asks (`reprise.core.group_commit`): SQLAlchemy finds, checks and wraps
a statement anew each time, which costs several times what the database takes for a handful of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Delete, Dialect, Insert, Select
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
Statement = Select[*tuple[Any, ...]] | Insert | Delete
_Convert = Callable[[Any], Any] | None


class Prepared:
    """The text of a statement, and how values become what a driver takes and gives."""

    def __init__(self, statement: Statement, dialect: Dialect, names: Sequence[str] = ()) -> None:
        """`names` are the columns of an Insert that says none itself."""
        compiled = statement.compile(dialect=dialect, column_keys=list(names) or None)
        assert isinstance(compiled, SQLCompiler)
        self._text = str(compiled)
        self._given = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
        ]
        found = statement.selected_columns if isinstance(statement, Select) else ()
        self._found = [_result(column.type, dialect) for column in found]

    def run(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """The rows that it finds."""
        rows = _asked(connection, self._text, lambda cursor: cursor.execute(self._text, self._row(values)))
        return [self._converted(row) for row in rows]

    def run_each(self, connection: Connection, many: Sequence[Values]) -> None:
        """Once for each."""
        rows = [self._row(values) for values in many]
        _asked(connection, self._text, lambda cursor: cursor.executemany(self._text, rows))

    def _row(self, values: Values) -> tuple[Any, ...]:
        return tuple(
            values[name] if convert is None else convert(values[name]) for name, convert in self._given
        )

    def _converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(
            value if convert is None else convert(value)
            for value, convert in zip(row, self._found, strict=True)
        )


def _result(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _asked(
    connection: Connection, text: str, ask: Callable[[DBAPICursor], object]
) -> Sequence[Sequence[Any]]:
    """
    Raises:
        DBAPIError: as SQLAlchemy would raise it.
    """
    driver = connection.dialect.loaded_dbapi
    cursor = connection.connection.cursor()
    try:
        ask(cursor)
        return cursor.fetchall() if cursor.description else []
    except driver.Error as error:
        lost = connection.dialect.is_disconnect(error, None, None) or _is_closed(connection)
        raise DBAPIError.instance(
            text, None, error, driver.Error, hide_parameters=True, connection_invalidated=lost
        ) from error
    finally:
        cursor.close()


def _is_closed(connection: Connection) -> bool:
    driver: Any = connection.connection.driver_connection
    return connection.dialect.name == "postgresql" and bool(driver.is_closed())


_prepared: Final[WeakKeyDictionary[Dialect, dict[Hashable, Prepared]]] = WeakKeyDictionary()


def prepared(connection: Connection, key: Hashable, make: Callable[[Dialect], Prepared]) -> Prepared:
    """What was made of `key` for the dialect of the connection, made when it is first wanted."""
    known = _prepared.setdefault(connection.dialect, {})
    found = known.get(key)
    if found is None:
        found = known[key] = make(connection.dialect)
    return found
