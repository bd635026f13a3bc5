"""Tracebacks for the log, without what was written, sent or stored: rows, passwords, what people said."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError
from structlog.typing import ExcInfo

_DATABASE: Final = frozenset({"sqlalchemy", "asyncpg", "psycopg", "sqlite3", "aiosqlite"})
_NAMED_BY_SENDER: Final = frozenset({"extra_forbidden", "unexpected_keyword_argument", "invalid_key"})
_OF_REQUESTS: Final = "fastapi.exceptions.ValidationException"
_LED_TO: Final = "\nThis led to:\n\n"


def told(exc_info: ExcInfo) -> str:
    """The whole chain, first cause first.

    Of errors of a database or its driver the class and the SQLSTATE: their messages quote statements and rows
    (PostgreSQL: "Failing row contains (...)"). Of values that do not fit a model the fields and the kinds of
    error (https://docs.pydantic.dev/latest/errors/validation_errors/): the messages quote the values.
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
    name = f"{kind.__module__}.{kind.__qualname__}"
    if (misfits := _misfits(error)) is not None:
        return [f"{name}: {', '.join(_misfit(item) for item in misfits)}\n"]
    if kind.__module__.partition(".")[0] in _DATABASE:
        return [f"{name}: {_state(error) or 'no SQLSTATE'}\n"]
    return traceback.format_exception_only(error)


def _misfits(error: BaseException) -> Sequence[Any] | None:
    if isinstance(error, ValidationError):
        return error.errors()
    # Known by its name: workers, which log too, do without a web framework.
    names = {f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__}
    found: Sequence[Any] | None = vars(error).get("_errors") if _OF_REQUESTS in names else None
    return found


def _misfit(item: Mapping[str, Any]) -> str:
    """`field.part (type)`, without the names that the sender made up."""
    place = [str(part) for part in item["loc"]]
    made_up = 2 if place[-1:] == ["[key]"] else item["type"] in _NAMED_BY_SENDER
    return f"{'.'.join(place[: len(place) - made_up]) or 'value'} ({item['type']})"


def _state(error: BaseException) -> str | None:
    """SQLSTATE (ISO/IEC 9075) of PostgreSQL, the result code's name of SQLite."""
    original = getattr(error, "orig", None) or error
    for name in ("sqlstate", "pgcode", "sqlite_errorname"):
        value = getattr(original, name, None)
        if isinstance(value, str) and value:
            return value
    return None
