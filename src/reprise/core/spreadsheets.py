"""CSV that spreadsheets open without running anything that somebody typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would run it.

    Apostrophes that were there count as well: one can always be taken away again.
    """
    return f"'{text}" if text.lstrip("'").startswith(_BEGINS_FORMULA) else text


def csv_lines(rows: Iterable[Sequence[Any]]) -> bytes:
    """One line a row (RFC 4180), in UTF-8, texts harmless; None is an empty cell."""
    text = io.StringIO(newline="")
    safe = ([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    csv.writer(text).writerows(safe)
    return text.getvalue().encode()
