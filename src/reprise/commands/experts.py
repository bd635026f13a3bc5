"""`reprise experts import`: the directory from a file, without a server."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import Database
from reprise.core.operations.schema import upgrade
from reprise.core.settings import Settings
from reprise.experts.directory.importing import ImportReport, import_file


def run(settings: Settings, path: Path, *, dry_run: bool) -> ImportReport:
    """
    Raises:
        ExpertFileError: the file cannot be read.
    """
    settings.make_data_dir()
    url = settings.resolved_database_url
    upgrade(url)
    return asyncio.run(_import(url, path, dry_run))


async def _import(url: str, path: Path, dry_run: bool) -> ImportReport:
    database = Database(url)
    try:
        return await import_file(database, path, OWNER_ID, dry_run=dry_run)
    finally:
        await database.close()


def as_document(report: ImportReport, *, dry_run: bool) -> dict[str, Any]:
    bad = [{"line": row.line, "field": row.field, "message": row.message} for row in report.bad]
    return {
        "dry_run": dry_run,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "bad": bad,
    }


def complaints(report: ImportReport) -> list[str]:
    """One sentence for each bad row."""
    return [f"line {row.line}: {f'{row.field}: ' if row.field else ''}{row.message}" for row in report.bad]


def sentence(report: ImportReport, *, dry_run: bool) -> str:
    told = (
        f"{report.created} new, {report.updated} changed, {report.unchanged} as before, {len(report.bad)} bad"
    )
    return f"{told}; nothing was written." if dry_run else f"{told}."
