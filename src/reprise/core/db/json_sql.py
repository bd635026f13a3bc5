"""JSON that the database writes: the same text on SQLite and PostgreSQL.

For answers whose rows are many: making objects of rows and text of objects costs several times what the
query does. Ids, instants, booleans and documents come out as pydantic writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Select,
    Text,
    Uuid,
    cast,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from reprise.core.db.types import JsonDocument, UtcDateTime


class _Text(FunctionElement[str]):
    """A value as text; null stays null."""

    type = Text()
    inherit_cache = True


class _IdText(_Text):
    name = "id_text"
    inherit_cache = True


class _InstantText(_Text):
    name = "instant_text"
    inherit_cache = True


class _PreciseInstantText(_Text):
    name = "precise_instant_text"
    inherit_cache = True


class _Truth(_Text):
    name = "truth"
    inherit_cache = True


class _Document(_Text):
    name = "document"
    inherit_cache = True


class _Object(_Text):
    name = "object"
    inherit_cache = True


class _List(_Text):
    name = "list"
    inherit_cache = True


class _BeforeAt(_Text):
    name = "before_at"
    inherit_cache = True


def json_object(fields: Mapping[str, ColumnElement[Any]]) -> ColumnElement[str]:
    """An object with these fields in this order, to be put into another one or finished by `json_text`.

    At most 50 fields: PostgreSQL takes no more than 100 arguments.
    """
    arguments: list[ColumnElement[Any]] = []
    for name, value in fields.items():
        arguments += [_constant(name), json_value(value)]
    return _Object(*arguments)


def json_list(rows: Select[*tuple[Any, ...]]) -> ColumnElement[Any]:
    """The one column of these rows in their order as a list, empty without any, to be put into an object.

    `rows` says itself what it correlates with.
    """
    found = rows.subquery()
    (column,) = found.columns
    return type_coerce(select(_List(column)).scalar_subquery(), JsonDocument)


def json_of(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """An object that a subquery or a CASE gives, to be put into another one; null stays null."""
    return type_coerce(value, JsonDocument)


def json_text(json: ColumnElement[str]) -> ColumnElement[str]:
    """The finished text of a JSON value."""
    return cast(json, Text)


def json_value(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column as a JSON value, by its type."""
    if isinstance(value, _Object):
        return value
    if isinstance(value.type, Boolean):
        return _Truth(value)
    if isinstance(value.type, JSON):
        return _Document(value)
    return plain_value(value)


def plain_value(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column as a number or a text that needs no conversion in Python.

    An id must be a column and nothing with parameters: on SQLite its text is put together of five parts.
    """
    if isinstance(value.type, Uuid):
        return _IdText(value)
    if isinstance(value.type, UtcDateTime):
        return _InstantText(value)
    if isinstance(value.type, JSON):
        return cast(_Document(value), Text)
    if isinstance(value.type, Boolean):
        return cast(_Truth(value), Text)
    return value


def precise_instant(value: ColumnElement[Any]) -> ColumnElement[str]:
    """An instant as text with microseconds, for `datetime.fromisoformat`."""
    return _PreciseInstantText(value)


def before_at(email: ColumnElement[Any]) -> ColumnElement[str]:
    """What stands before the @ of a column of emails."""
    return _BeforeAt(email)


def _constant(text: str) -> ColumnElement[str]:
    """A name of ours as part of the statement."""
    quoted = text.replace("'", "''")
    return literal_column(f"'{quoted}'", Text)


def _only(element: FunctionElement[Any], compiler: SQLCompiler, kw: dict[str, Any]) -> str:
    (argument,) = element.clauses
    return compiler.process(argument, **kw)


def _all(element: FunctionElement[Any], compiler: SQLCompiler, kw: dict[str, Any]) -> str:
    return compiler.process(element.clauses, **kw)


@compiles(_IdText, "sqlite")
def _sqlite_id(element: _IdText, compiler: SQLCompiler, **kw: Any) -> str:
    value = _only(element, compiler, kw)
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return "(" + "||'-'||".join(f"substr({value}, {start}, {length})" for start, length in parts) + ")"


@compiles(_IdText, "postgresql")
def _postgresql_id(element: _IdText, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({_only(element, compiler, kw)} AS TEXT)"


@compiles(_InstantText, "sqlite")
def _sqlite_instant(element: _InstantText, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(replace(substr({_only(element, compiler, kw)}, 1, 23), ' ', 'T')||'Z')"


@compiles(_InstantText, "postgresql")
def _postgresql_instant(element: _InstantText, compiler: SQLCompiler, **kw: Any) -> str:
    value = _only(element, compiler, kw)
    return f"""to_char({value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""


@compiles(_PreciseInstantText, "sqlite")
def _sqlite_precise(element: _PreciseInstantText, compiler: SQLCompiler, **kw: Any) -> str:
    return f"({_only(element, compiler, kw)}||'+00:00')"


@compiles(_PreciseInstantText, "postgresql")
def _postgresql_precise(element: _PreciseInstantText, compiler: SQLCompiler, **kw: Any) -> str:
    value = _only(element, compiler, kw)
    return f"""to_char({value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""


@compiles(_Truth, "sqlite")
def _sqlite_truth(element: _Truth, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json(CASE {_only(element, compiler, kw)} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"


@compiles(_Truth, "postgresql")
def _postgresql_truth(element: _Truth, compiler: SQLCompiler, **kw: Any) -> str:
    return _only(element, compiler, kw)


@compiles(_Document, "sqlite")
def _sqlite_document(element: _Document, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json({_only(element, compiler, kw)})"


@compiles(_Document, "postgresql")
def _postgresql_document(element: _Document, compiler: SQLCompiler, **kw: Any) -> str:
    return _only(element, compiler, kw)


@compiles(_Object, "sqlite")
def _sqlite_object(element: _Object, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_object({_all(element, compiler, kw)})"


@compiles(_Object, "postgresql")
def _postgresql_object(element: _Object, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_build_object({_all(element, compiler, kw)})"


@compiles(_List, "sqlite")
def _sqlite_list(element: _List, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_group_array({_only(element, compiler, kw)})"


@compiles(_List, "postgresql")
def _postgresql_list(element: _List, compiler: SQLCompiler, **kw: Any) -> str:
    return f"coalesce(json_agg({_only(element, compiler, kw)}), '[]'::json)"


@compiles(_BeforeAt, "sqlite")
def _sqlite_before_at(element: _BeforeAt, compiler: SQLCompiler, **kw: Any) -> str:
    value = _only(element, compiler, kw)
    return f"substr({value}, 1, instr({value}, '@') - 1)"


@compiles(_BeforeAt, "postgresql")
def _postgresql_before_at(element: _BeforeAt, compiler: SQLCompiler, **kw: Any) -> str:
    return f"split_part({_only(element, compiler, kw)}, '@', 1)"
