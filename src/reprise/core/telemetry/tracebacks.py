"""Tracebacks for the log, without what a database says about the rows at fault."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from typing import Final

from structlog.typing import ExcInfo

_DATABASE: Final = frozenset({"sqlalchemy", "asyncpg", "psycopg", "sqlite3", "aiosqlite"})
_LED_TO: Final = "\nThis led to:\n\n"


def told(exc_info: ExcInfo) -> str:
    """The whole chain, first cause first. Of errors of a database or its driver the class and the SQLSTATE:
    their messages quote statements and rows (PostgreSQL: "Failing row contains (...)").
    """
    return "".join(_lines(exc_info[1], set())).rstrip("\n")


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _lines(before, seen)
        yield _LED_TO
    if error.__traceback__ is not None:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    yield from _headline(error)
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            if id(part) not in seen:
                yield "\nOne of them:\n\n"
                yield from _lines(part, seen)


def _headline(error: BaseException) -> list[str]:
    kind = type(error)
    if kind.__module__.partition(".")[0] not in _DATABASE:
        return traceback.format_exception_only(error)
    return [f"{kind.__module__}.{kind.__qualname__}: {_state(error) or 'no SQLSTATE'}\n"]


def _state(error: BaseException) -> str | None:
    """SQLSTATE (ISO/IEC 9075) of PostgreSQL, the result code's name of SQLite."""
    original = getattr(error, "orig", None) or error
    for name in ("sqlstate", "pgcode", "sqlite_errorname"):
        value = getattr(original, name, None)
        if isinstance(value, str) and value:
            return value
    return None
