"""Time in SQL: the database's own clock, the only one that all hosts share, and instants as seconds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class database_now(GenericFunction[float]):  # noqa: N801 - reads as the SQL function it is
    """Seconds since 1970 by the clock of the database server, not frozen within a transaction."""

    type = Float(53)
    inherit_cache = True


@compiles(database_now, "sqlite")
def _sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(database_now, "postgresql")
def _postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    return "extract(epoch FROM clock_timestamp())::double precision"


class epoch_seconds(GenericFunction[float]):  # noqa: N801 - reads as the SQL function it is
    """An instant of a column as seconds since 1970; null stays null. SQLite is exact to 0.1 ms."""

    type = Float(53)
    inherit_cache = True


@compiles(epoch_seconds, "sqlite")
def _sqlite_epoch(element: Any, compiler: Any, **kw: Any) -> str:
    return f"((julianday({compiler.process(element.clauses, **kw)}) - 2440587.5) * 86400.0)"


@compiles(epoch_seconds, "postgresql")
def _postgresql_epoch(element: Any, compiler: Any, **kw: Any) -> str:
    return f"extract(epoch FROM {compiler.process(element.clauses, **kw)})::double precision"
