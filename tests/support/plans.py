"""Statements as they are executed, and how the database reads the tables they name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncConnection

from reprise.core.db import Database

Statement = tuple[str, Any]
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Large:
    """Tables that no statement may read row by row to its end.

    `rows`: of each, as many as are too many to be read as they lie; a count with a limit reads fewer.
    `aliases`: patterns of other names that statements give them, by which SQLite calls them.
    """

    rows: Mapping[str, int]
    aliases: tuple[str, ...] = ()

    async def scans(self, database: Database, statements: list[Statement]) -> list[str]:
        """Those statements for which that happens, after what is read so."""
        read = self._read_by_sqlite if database.sqlite else self._read_by_postgresql
        async with database.snapshot() as session:
            connection = await session.connection()
            return [
                f"{found}: {statement}"
                for statement, parameters in statements
                for found in await read(connection, (statement, parameters))
            ]

    async def _read_by_sqlite(self, connection: AsyncConnection, statement: Statement) -> list[str]:
        scan = re.compile(rf"SCAN ({'|'.join((*self.rows, *self.aliases))})(?!.*USING)")
        return [line for line in await sqlite_plan(connection, statement) if scan.match(line)]

    async def _read_by_postgresql(self, connection: AsyncConnection, statement: Statement) -> list[str]:
        return [
            f"{node['Relation Name']} {node['Actual Rows']}"
            for node in await postgresql_plan(connection, statement)
            if node["Node Type"] == "Seq Scan" and node["Relation Name"] in self.rows
            if node["Actual Rows"] + node.get("Rows Removed by Filter", 0) >= self.rows[node["Relation Name"]]
        ]


@contextmanager
def noted() -> Iterator[list[Statement]]:
    """Every reading statement that is executed meanwhile."""
    statements: list[Statement] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            statements.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def sqlite_plan(connection: AsyncConnection, statement: Statement) -> list[str]:
    """The lines of EXPLAIN QUERY PLAN."""
    text, parameters = statement
    plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters)
    return [str(row[-1]) for row in plan.all()]


async def postgresql_plan(connection: AsyncConnection, statement: Statement) -> list[Node]:
    """Every node of the plan, with what it read: the statement is carried out."""
    text, parameters = statement
    plan = (
        await connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {text}", parameters)
    ).scalar_one()
    return list(_nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))


def _nodes(plan: Node) -> Iterator[Node]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from _nodes(inner)
