"""Rows of a file of experts: CSV with a header, or JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from pydantic import StrictBool, ValidationError

from reprise.experts.directory.fields import Username
from reprise.experts.directory.schemas import ExpertFields

COLUMNS: Final = (
    "username",
    "first_name",
    "last_name",
    "job_title",
    "company",
    "bio",
    "hourly_rate",
    "currency",
    "profile_url",
    "category",
    "tags",
    "is_active",
)
_NEEDED: Final = ("username", "first_name")
_TAG_SEPARATORS: Final = (";", "|", ",")
_LONGEST_CELL: Final = 100_000


class ExpertFileError(Exception):
    """One sentence about a file that cannot be read at all."""


class ExpertRow(ExpertFields):
    username: Username
    is_active: StrictBool = True


@dataclass(frozen=True, slots=True)
class GoodRow:
    """`values` holds what the row says and nothing that it leaves out."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    line: int
    field: str | None
    message: str


def read(path: Path) -> Iterator[GoodRow | BadRow]:
    """Each row in its order; a username that was there before in the file is bad.

    Raises:
        ExpertFileError: it is neither, or cannot be read.
    """
    kind = path.suffix.lower()
    if kind not in {".csv", ".jsonl"}:
        raise ExpertFileError(f"{path}: the name must end with .csv or .jsonl.")
    lines_of: dict[str, int] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, raw in _raw_csv(file) if kind == ".csv" else _raw_jsonl(file):
                row = raw if isinstance(raw, BadRow) else _checked(line, raw)
                if isinstance(row, GoodRow):
                    username = row.values["username"]
                    first = lines_of.setdefault(username, line)
                    if first != line:
                        row = BadRow(line, "username", f"{username!r} is on line {first} already")
                yield row
    except UnicodeDecodeError as error:
        raise ExpertFileError(f"{path}: not UTF-8 text ({error.reason}).") from error
    except OSError as error:
        raise ExpertFileError(f"{path}: cannot be read ({error.strerror}).") from error


def _raw_csv(file: TextIO) -> Iterator[tuple[int, dict[str, Any] | BadRow]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(file, delimiter=_delimiter(file), strict=True)
    header: list[str] | None = None
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            if header is None:
                _require_columns([])
            return
        except csv.Error as error:
            # Where a row ends that breaks within a quotation of many lines, nobody knows.
            if header is None or reader.line_num != begins:
                raise ExpertFileError(f"Line {reader.line_num}: {error}.") from error
            yield begins, BadRow(begins, None, str(error))
            continue
        if header is None:
            header = [name.strip() for name in cells]
            _require_columns(header)
        elif cells and len(cells) != len(header):
            yield begins, BadRow(begins, None, f"has {len(cells)} cells, the header has {len(header)}")
        elif cells:
            yield begins, _of_cells(dict(zip(header, cells, strict=True)))


def _delimiter(file: TextIO) -> str:
    """Spreadsheets write semicolons where commas stand in numbers."""
    header = file.readline(_LONGEST_CELL)
    file.seek(0)
    return ";" if ";" in header and "," not in header else ","


def _require_columns(header: list[str]) -> None:
    for name in _NEEDED:
        if name not in header:
            raise ExpertFileError(f"The header has no column {name}; it has {', '.join(header) or 'none'}.")
    for name in header:
        if name not in COLUMNS or header.count(name) > 1:
            reason = "stands there twice" if name in COLUMNS else "is not known"
            raise ExpertFileError(f"The column {name!r} {reason}; columns are {', '.join(COLUMNS)}.")


def _of_cells(cells: Mapping[str, str]) -> dict[str, Any]:
    """An empty cell is no value; the rest as JSON would have it."""
    values: dict[str, Any] = {name: text.strip() or None for name, text in cells.items()}
    if "last_name" in values:
        values["last_name"] = values["last_name"] or ""
    if "tags" in values:
        values["tags"] = _tags(values["tags"] or "")
    if values.get("hourly_rate") is not None:
        values["hourly_rate"] = _number(values["hourly_rate"])
    if "is_active" in values:
        values["is_active"] = {"true": True, "1": True, "false": False, "0": False, None: True}.get(
            values["is_active"] and values["is_active"].lower(), values["is_active"]
        )
    return values


def _tags(text: str) -> Any:
    if text.startswith("["):
        try:
            return json.loads(text)
        except ValueError:
            return text
    separator = next((one for one in _TAG_SEPARATORS if one in text), ";")
    return [tag.strip() for tag in text.split(separator) if tag.strip()]


def _number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def _raw_jsonl(file: TextIO) -> Iterator[tuple[int, dict[str, Any] | BadRow]]:
    for line, text in enumerate(file, start=1):
        if not text.strip():
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            yield line, BadRow(line, None, "is not JSON")
            continue
        yield line, value if isinstance(value, dict) else BadRow(line, None, "is not a JSON object")


def _checked(line: int, raw: dict[str, Any]) -> GoodRow | BadRow:
    try:
        row = ExpertRow.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or None
        return BadRow(line, field, str(first["msg"]).removeprefix("Value error, "))
    return GoodRow(line, row.model_dump(exclude_unset=True))
