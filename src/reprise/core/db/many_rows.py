"""Many rows, into one table or several, in as few statements as the database can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    Connection,
    Dialect,
    Insert,
    String,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
)
from sqlalchemy.types import TypeEngine

from reprise.core.db.prepared import Prepared, prepared

Row = Mapping[str, Any]
Computed = Mapping[str, ColumnElement[Any]]
"""What PostgreSQL puts in the place of what the rows say."""
_Into = tuple[Table, tuple[str, ...], tuple[tuple[str, ColumnElement[Any]], ...]]


class Inserts:
    """Rows of several tables that are inserted together; those of a table in the order in which they came.

    On PostgreSQL all of it is one statement, with an array a column: a statement is a round trip, and each
    row of an executemany costs the server about as much again as the row. SQLite has no such statement, and
    no such cost.
    """

    def __init__(self) -> None:
        self._rows: dict[Table, list[Row]] = {}
        self._computed: dict[Table, Computed] = {}

    def add(self, table: Table, rows: Sequence[Row], *, computed: Computed | None = None) -> None:
        """All rows of a table have the names of its first one. Parents come before their children."""
        if rows:
            self._rows.setdefault(table, []).extend(rows)
            self._computed[table] = computed or {}

    def run(self, connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            self._run_as_one(connection)
            return
        for table, rows in self._rows.items():
            names = tuple(rows[0])
            prepared(connection, (table, names), partial(_of_rows, table, names)).run_each(connection, rows)

    def _run_as_one(self, connection: Connection) -> None:
        into = tuple(self._into())
        if not into:
            return
        values = {
            f"{table.name}_{name}": [row[name] for row in self._rows[table]]
            for table, names, _ in into
            for name in names
        }
        prepared(connection, into, partial(_of_arrays, into)).run(connection, values)

    def _into(self) -> Iterator[_Into]:
        for table, rows in self._rows.items():
            computed = self._computed[table]
            yield table, tuple(name for name in rows[0] if name not in computed), tuple(computed.items())


def insert_many(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """All rows have the names of the first one."""
    inserts = Inserts()
    inserts.add(table, rows)
    inserts.run(connection)


def _of_rows(table: Table, names: tuple[str, ...], dialect: Dialect) -> Prepared:
    return Prepared(insert(table), dialect, names)


def _of_arrays(into: Sequence[_Into], dialect: Dialect) -> Prepared:
    *before, last = (_of_one_table(*one) for one in into)
    # What refers to rows of the same statement is looked up at its end.
    return Prepared(last.add_cte(*(_named(statement) for statement in before)), dialect)


def _named(statement: Insert) -> CTE:
    return statement.cte(f"into_{statement.table.name}")


def _of_one_table(
    table: Table, names: tuple[str, ...], computed: Sequence[tuple[str, ColumnElement[Any]]]
) -> Insert:
    # Of one dimension, whatever the items are: a document may be a list.
    arrays = [
        bindparam(f"{table.name}_{name}", type_=ARRAY(_item(table.c[name].type), dimensions=1))
        for name in names
    ]
    rows = func.unnest(*arrays).table_valued(*names).render_derived()
    columns = [*names, *(name for name, _ in computed)]
    found = select(*rows.c, *(expression for _, expression in computed))
    return insert(table).from_select(columns, found, include_defaults=False)


def _item(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    # A cast to a bounded type cuts what is too long; an assignment refuses it.
    return Text() if isinstance(kind, String) else kind
