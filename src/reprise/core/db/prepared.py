"""Statements that are put together once and given to the driver as they are.

For the few that each flush of a group asks (`reprise.core.group_commit`): SQLAlchemy finds, checks and wraps
a statement anew each time, which costs several times what the database takes for a handful of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import (
    ARRAY,
    CompoundSelect,
    Connection,
    Dialect,
    Insert,
    Integer,
    Select,
    Subquery,
    cast,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
AnySelect = Select[*tuple[Any, ...]]
Statement = AnySelect | CompoundSelect[*tuple[Any, ...]] | Insert
Rows = list[tuple[Any, ...]]
_Convert = Callable[[Any], Any] | None


class Prepared:
    """The text of a statement, and how values become what a driver takes and gives."""

    def __init__(self, statement: Statement, dialect: Dialect, names: Sequence[str] = ()) -> None:
        """`names` are the columns of an Insert that says none itself."""
        compiled = statement.compile(dialect=dialect, column_keys=list(names) or None)
        assert isinstance(compiled, SQLCompiler)
        self._text = str(compiled)
        names_given = compiled.positiontup or ()
        self._given = [(name, _bind(compiled.binds[name].type, dialect)) for name in names_given]
        self._own = {
            name: compiled.binds[name].effective_value
            for name in names_given
            if not compiled.binds[name].required
        }
        found = () if isinstance(statement, Insert) else statement.selected_columns
        converted = [_result(column.type, dialect) for column in found]
        self._found = converted if any(converted) else None

    def run(self, connection: Connection, values: Values) -> Rows:
        """The rows that it finds."""
        given = self._row({**self._own, **values} if self._own else values)
        rows = asked(connection, self._text, given)
        found = self._found
        return list(rows) if found is None else [_converted(row, found) for row in rows]

    def run_each(self, connection: Connection, many: Sequence[Values]) -> None:
        """Once for each."""
        rows = [self._row(values) for values in many]
        asked(connection, self._text, rows, many=True)

    def _row(self, values: Values) -> tuple[Any, ...]:
        return tuple(
            values[name] if convert is None else convert(values[name]) for name, convert in self._given
        )


def _converted(row: Sequence[Any], found: Sequence[_Convert]) -> tuple[Any, ...]:
    return tuple(
        value if convert is None else convert(value) for value, convert in zip(row, found, strict=True)
    )


def _bind(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    if not isinstance(kind, ARRAY) or kind.dimensions != 1:
        return kind.dialect_impl(dialect).bind_processor(dialect)
    # SQLAlchemy's own asks of each item whether it is a list, which took longer than the database did.
    convert = kind.item_type.dialect_impl(dialect).bind_processor(dialect)
    return None if convert is None else lambda items: [convert(item) for item in items]


def _result(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def asked(
    connection: Connection, text: str, values: Sequence[Any] = (), *, many: bool = False
) -> Sequence[tuple[Any, ...]]:
    """What the driver answers; once for each of the values if there are `many`.

    Whoever listens to `before_cursor_execute` is told of it, without a context.

    Raises:
        DBAPIError: as SQLAlchemy would raise it.
    """
    driver = connection.dialect.loaded_dbapi
    cursor = connection.connection.cursor()
    try:
        for listener in connection.dispatch.before_cursor_execute:
            listener(connection, cursor, text, values, None, many)
        if many:
            cursor.executemany(text, values)
        else:
            cursor.execute(text, values)
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


def answer(connection: Connection, key: Hashable, make: Callable[[], AnySelect], values: Values) -> Rows:
    """What a statement finds, made once for each `key`; values that it has itself need not be given."""
    return prepared(connection, key, lambda dialect: Prepared(make(), dialect)).run(connection, values)


@dataclass(frozen=True, slots=True)
class Question:
    """What a statement finds; no two that are asked together have names of values in common."""

    make: Callable[[Dialect], AnySelect]
    values: Values


def answers(connection: Connection, questions: Sequence[Question]) -> list[Rows]:
    """Of each question, in their order; PostgreSQL is asked all of them at once, to save round trips."""
    makes = tuple(one.make for one in questions)
    if connection.dialect.name != "postgresql" or len(makes) < 2:
        return [_alone(connection, one.make).run(connection, one.values) for one in questions]
    values = {name: value for one in questions for name, value in one.values.items()}
    together = prepared(connection, makes, partial(_Together, makes))
    assert isinstance(together, _Together)
    found: list[Rows] = [[] for _ in questions]
    for place, *row in together.run(connection, values):
        found[place].append(tuple(row[together.parts[place]]))
    return found


def _alone(connection: Connection, make: Callable[[Dialect], AnySelect]) -> Prepared:
    return prepared(connection, make, lambda dialect: Prepared(make(dialect), dialect))


class _Together(Prepared):
    """The rows of several: each says which it is of, and holds null in the columns of the others."""

    def __init__(self, makes: Sequence[Callable[[Dialect], AnySelect]], dialect: Dialect) -> None:
        asked = [make(dialect).subquery(f"asked_{place}") for place, make in enumerate(makes)]
        ends = [0, *accumulate(len(one.c) for one in asked)]
        self.parts = [slice(*ends[place : place + 2]) for place in range(len(asked))]
        super().__init__(union_all(*(_of_one(place, asked) for place in range(len(asked)))), dialect)


def _of_one(place: int, asked: Sequence[Subquery]) -> AnySelect:
    columns = [
        column if one is asked[place] else cast(null(), column.type) for one in asked for column in one.c
    ]
    named = (column.label(f"column_{number}") for number, column in enumerate(columns))
    return select(literal_column(str(place), Integer).label("place"), *named)
