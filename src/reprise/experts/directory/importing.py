"""Many experts at once, by username: new ones are added, known ones get what the file says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import Database
from reprise.experts.directory import repository
from reprise.experts.directory.models import Expert
from reprise.experts.directory.rows import BadRow, GoodRow, read
from reprise.experts.directory.service import write

_ROWS_AT_ONCE: Final = 500


@dataclass(slots=True)
class ImportReport:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: list[BadRow] = field(default_factory=list)


async def import_file(
    database: Database, path: Path, owner_id: UUID, *, dry_run: bool = False
) -> ImportReport:
    """Good rows are kept in transactions of 500, bad ones are reported; a dry run changes nothing.

    Raises:
        ExpertFileError: the file cannot be read; rows before the place where it breaks are kept.
    """
    report = ImportReport()
    for rows in _parts(_good(read(path), report)):
        async with database.snapshot() if dry_run else database.transaction() as session:
            await _take(session, rows, owner_id, report, dry_run)
    return report


def _good(rows: Iterable[GoodRow | BadRow], report: ImportReport) -> Iterator[GoodRow]:
    for row in rows:
        if isinstance(row, BadRow):
            report.bad.append(row)
        else:
            yield row


def _parts(rows: Iterator[GoodRow]) -> Iterator[list[GoodRow]]:
    while part := list(islice(rows, _ROWS_AT_ONCE)):
        yield part


async def _take(
    session: AsyncSession, rows: list[GoodRow], owner_id: UUID, report: ImportReport, dry_run: bool
) -> None:
    revision = 0 if dry_run else await repository.next_revision(session)
    usernames = [row.values["username"] for row in rows]
    known = await repository.by_usernames(session, usernames, lock=not dry_run)
    new: list[Expert] = []
    for row in rows:
        expert = known.get(row.values["username"])
        if expert is None:
            expert = Expert(owner_id=owner_id, last_name="", tags=[], is_active=True)
            write(expert, row.values, revision)
            new.append(expert)
        elif write(expert, row.values, revision):
            report.updated += 1
        else:
            report.unchanged += 1
    report.created += len(new)
    if not dry_run:
        await repository.store(session, new)
