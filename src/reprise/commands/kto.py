"""`reprise feedback export --kto`: thumbs on the experts' chat as examples to train a language model by."""

from __future__ import annotations

import asyncio
import os
from contextlib import aclosing
from pathlib import Path
from typing import Any

from reprise.commands.feedback import FeedbackExportError
from reprise.core.db import Database
from reprise.core.db.urls import masked
from reprise.core.operations.schema import upgrade
from reprise.core.settings import Settings
from reprise.insights.kto.writing import lines


def export(settings: Settings, output: Path) -> dict[str, Any]:
    """Write the file, whole or not at all; what to tell of it.

    Raises:
        FeedbackExportError: it cannot be written.
    """
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise FeedbackExportError(f"--output {output}: this must be a file in a directory that is there.")
    settings.make_data_dir()
    url = settings.resolved_database_url
    upgrade(url)
    unfinished = output.with_name(f".{output.name}.{os.getpid()}.partial")
    try:
        rows = asyncio.run(_write(url, unfinished))
        size = unfinished.stat().st_size
        unfinished.replace(output)
    except OSError as error:
        raise FeedbackExportError(f"{output} cannot be written: {error.strerror or error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return {"file": str(output), "format": "kto", "rows": rows, "bytes": size, "database": masked(url)}


async def _write(url: str, target: Path) -> int:
    database, rows = Database(url), 0
    try:
        with target.open("wb") as file:
            async with aclosing(lines(database)) as batches:
                async for some in batches:
                    rows += len(some)
                    file.writelines(some)
    finally:
        await database.close()
    return rows
