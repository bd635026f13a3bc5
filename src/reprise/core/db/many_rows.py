"""Many rows into one table, in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, Connection, Insert, String, Table, Text, bindparam, func, insert, select
from sqlalchemy.types import TypeEngine


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """All rows have the names of the first one.

    On PostgreSQL they go as one array a column: there each row of an executemany is a statement, which costs
    the server about as much again as the row. SQLite has no such statement, and no such cost.
    """
    if connection.dialect.name != "postgresql":
        connection.execute(_of_rows(table), rows)
        return
    names = tuple(rows[0])
    columns = {name: [row[name] for row in rows] for name in names}
    connection.execute(_of_arrays(table, names), columns)


# Statements are put together once: that is a third of what a small flush costs.
@cache
def _of_rows(table: Table) -> Insert:
    return insert(table)


@cache
def _of_arrays(table: Table, names: tuple[str, ...]) -> Insert:
    # Of one dimension, whatever the items are: a document may be a list.
    arrays = [bindparam(name, type_=ARRAY(_item(table.c[name].type), dimensions=1)) for name in names]
    rows = func.unnest(*arrays).table_valued(*names).render_derived()
    return insert(table).from_select(names, select(rows))


def _item(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    # A cast to a bounded type cuts what is too long; an assignment refuses it.
    return Text() if isinstance(kind, String) else kind
