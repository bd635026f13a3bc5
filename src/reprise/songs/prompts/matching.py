"""Words of a search and where they occur."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, or_

_MAX_WORDS: Final = 10


def words(query: str) -> list[str]:
    """Distinct words of a query, at most ten, without regard to case."""
    return list({word.casefold(): word for word in query.split()}.values())[:_MAX_WORDS]


def contains(column: Any, word: str) -> ColumnElement[bool]:
    """Whether the column's text holds the word, in any case.

    SQLite and PostgreSQL without a locale fold only ASCII; beyond it the usual spellings are tried.
    """
    ways = [word] if word.isascii() else sorted({word, word.lower(), word.upper(), word.capitalize()})
    return or_(*(column.icontains(way, autoescape=True) for way in ways))
