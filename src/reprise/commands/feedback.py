"""`reprise feedback export`: all that people said as a file, without a server."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import TypeAdapter, ValidationError

from reprise.core.auth.identity import OWNER
from reprise.core.db import Database
from reprise.core.db.urls import masked
from reprise.core.errors import AppError
from reprise.core.moments import Moment, beginning, end
from reprise.core.operations.schema import upgrade
from reprise.core.settings import Settings
from reprise.songs.feedback.exports.formats import ExportFormat
from reprise.songs.feedback.exports.parquet_making import ParquetMaker
from reprise.songs.feedback.exports.writing import HEADERS, LINES, batches
from reprise.songs.feedback.history.filters import FeedbackFilter
from reprise.songs.feedback.vocabulary import normalised

__all__ = ["FeedbackExportError", "FeedbackFilter", "export", "normalised", "sentence", "within"]

_LINES: Final[dict[ExportFormat, Any]] = {"csv": "csv", "jsonl": "jsonl", "parquet": "jsonl"}


class FeedbackExportError(Exception):
    """One sentence about what cannot be done."""


@dataclass(slots=True)
class _Counted:
    """The rows of an export, counted as they pass."""

    database: Database
    wanted: FeedbackFilter
    format_: ExportFormat
    rows: int = 0

    async def lines(self) -> AsyncGenerator[bytes, None]:
        kind = _LINES[self.format_]
        yield HEADERS[kind]
        async with aclosing(batches(self.database, OWNER, self.wanted, kind)) as found:
            async for rows in found:
                self.rows += len(rows)
                yield LINES[kind](rows)


def moment(option: str, text: str | None) -> datetime | date | None:
    """
    Raises:
        FeedbackExportError: it is neither a date nor a time.
    """
    try:
        return None if text is None else TypeAdapter(Moment).validate_python(text)
    except ValidationError:
        raise FeedbackExportError(
            f"{option} {text}: write a date like 2026-03-01 or a time like 2026-03-01T18:30:00Z."
        ) from None


def within(wanted: FeedbackFilter, date_from: str | None, date_to: str | None) -> FeedbackFilter:
    """What is wanted, and given within these days or instants.

    Raises:
        FeedbackExportError: one of them is none.
    """
    first, last = moment("--from", date_from), moment("--to", date_to)
    try:
        return replace(wanted, created_from=beginning(first, "--from"), created_before=end(last, "--to"))
    except AppError as error:
        raise FeedbackExportError(error.message) from error


def export(
    settings: Settings, wanted: FeedbackFilter, asked: ExportFormat | None, output: Path
) -> dict[str, Any]:
    """Write the file, whole or not at all; what to tell of it. Its name says the format where nobody does.

    Raises:
        FeedbackExportError: it cannot be written.
    """
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise FeedbackExportError(f"--output {output}: this must be a file in a directory that is there.")
    format_ = asked or _format_of(output)
    settings.make_data_dir()
    upgrade(settings.resolved_database_url)
    unfinished = output.with_name(f".{output.name}.{os.getpid()}.partial")
    try:
        rows = asyncio.run(_write(settings.resolved_database_url, wanted, format_, unfinished))
        size = unfinished.stat().st_size
        unfinished.replace(output)
    except OSError as error:
        raise FeedbackExportError(f"{output} cannot be written: {error.strerror or error}.") from error
    except AppError as error:
        raise FeedbackExportError(error.message) from error
    finally:
        unfinished.unlink(missing_ok=True)
    # Which database: with another data directory than the server's, all would be well and nothing in it.
    database = masked(settings.resolved_database_url)
    return {"file": str(output), "format": format_, "rows": rows, "bytes": size, "database": database}


def _format_of(output: Path) -> ExportFormat:
    for format_ in get_args(ExportFormat):
        if output.suffix.lower() == f".{format_}":
            found: ExportFormat = format_
            return found
    raise FeedbackExportError(f"--output {output}: end it in .csv, .jsonl or .parquet, or give --format.")


async def _write(url: str, wanted: FeedbackFilter, format_: ExportFormat, target: Path) -> int:
    database = Database(url)
    counted = _Counted(database, wanted, format_)
    try:
        async with aclosing(counted.lines()) as lines:
            if format_ == "parquet":
                await ParquetMaker().make(lines, target)
            else:
                await _save(lines, target)
    finally:
        await database.close()
    return counted.rows


async def _save(lines: AsyncIterable[bytes], target: Path) -> None:
    # Nothing else runs in this process: it may wait for the disk.
    with target.open("wb") as file:
        async for some in lines:
            file.write(some)


def sentence(told: dict[str, Any]) -> str:
    rows = "1 row" if told["rows"] == 1 else f"{told['rows']:,} rows"
    return f"{told['file']}: {rows} of feedback, {told['bytes']:,} bytes, from {told['database']}."
