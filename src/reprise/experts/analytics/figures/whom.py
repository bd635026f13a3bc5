"""In SQL: the experts whom a vote is about, one row each, on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, case, cast, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import TableValuedAlias


class _Items(FunctionElement[Any]):
    """The items of a list in JSON, as rows with a column `value`."""

    name = "json_items"
    inherit_cache = True


class _ExpertId(FunctionElement[str]):
    """The id that an item is, or that it holds as `id`."""

    name = "expert_id"
    type = Text()
    inherit_cache = True


def experts_of(votes: FromClause, conversations: FromClause) -> tuple[TableValuedAlias, ColumnElement[str]]:
    """Rows to be joined to a vote and its conversation, and in each an expert's id as text.

    Of the experts whom the vote names, or of all who were shown where it names none.
    """
    named = type_coerce(votes.c.expert_ids, Text)
    lists = case((named == "[]", cast(conversations.c.experts, Text)), else_=named)
    items = _Items(lists).table_valued("value", name="whom")
    return items, _ExpertId(items.c.value)


def _inner(element: FunctionElement[Any], compiler: SQLCompiler, kw: dict[str, Any]) -> str:
    (argument,) = element.clauses
    return compiler.process(argument, **kw)


@compiles(_Items, "sqlite")
def _sqlite_items(element: _Items, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_each({_inner(element, compiler, kw)})"


@compiles(_Items, "postgresql")
def _postgresql_items(element: _Items, compiler: SQLCompiler, **kw: Any) -> str:
    return f"jsonb_array_elements(CAST({_inner(element, compiler, kw)} AS JSONB))"


@compiles(_ExpertId, "sqlite")
def _sqlite_id(element: _ExpertId, compiler: SQLCompiler, **kw: Any) -> str:
    value = _inner(element, compiler, kw)
    return f"CASE WHEN {value} LIKE '{{%' THEN json_extract({value}, '$.id') ELSE {value} END"


@compiles(_ExpertId, "postgresql")
def _postgresql_id(element: _ExpertId, compiler: SQLCompiler, **kw: Any) -> str:
    value = _inner(element, compiler, kw)
    return f"coalesce({value} ->> 'id', {value} #>> '{{}}')"
