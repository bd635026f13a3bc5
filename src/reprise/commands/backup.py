"""`reprise backup`, `verify` and `restore`: all of an installation in a directory, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from reprise.core.accounts.passwords import repository as passwords
from reprise.core.backups import restoring, taking, verifying
from reprise.core.backups.manifest import Manifest
from reprise.core.db.dumps.progress import Tell
from reprise.core.db.urls import masked
from reprise.core.events import repository as events
from reprise.core.operations import queue
from reprise.core.settings import Settings
from reprise.core.storage import Storage, open_storage
from reprise.stored_files import STORED_FILES
from reprise.tables import metadata


def take(settings: Settings, destination: Path, tell: Tell) -> dict[str, Any]:
    """What to tell of the backup that was taken.

    Raises:
        BackupError: it cannot be taken.
    """
    manifest = taking.take(
        settings.resolved_database_url,
        _storage(settings),
        destination,
        sources=STORED_FILES,
        tables=metadata.tables,
        tell=tell,
    )
    return _document(manifest, destination) | {"from": masked(settings.resolved_database_url)}


def verify(folder: Path, tell: Tell) -> dict[str, Any]:
    """
    Raises:
        BackupError: something of it is not as it was.
    """
    return _document(verifying.verify(folder, tell), folder)


def restore(settings: Settings, folder: Path, tell: Tell) -> dict[str, Any]:
    """
    Raises:
        BackupError: it cannot be done; there is no installation then.
    """
    manifest = restoring.restore(
        folder,
        settings.resolved_database_url,
        _storage(settings),
        sources=STORED_FILES,
        tables=metadata.tables,
        settle=_settle,
        tell=tell,
    )
    return _document(manifest, folder) | {"into": masked(settings.resolved_database_url)}


def is_flawed(told: dict[str, Any]) -> bool:
    """Whether the storage did not have all that the database named when the backup was taken."""
    return bool(told["missing"] or told["damaged"])


def _settle(connection: Connection) -> None:
    """What was true of the other installation, and is not of this one."""
    queue.release_all(connection)
    events.start_over(connection)
    passwords.sign_everybody_out(connection)


def _storage(settings: Settings) -> Storage:
    data_dir = settings.make_data_dir()
    return open_storage(settings.storage_url, endpoint=settings.storage_endpoint or None, data_dir=data_dir)


def _document(manifest: Manifest, folder: Path) -> dict[str, Any]:
    return {
        "backup": str(folder),
        "taken_at": manifest.taken_at.isoformat(),
        "reprise": manifest.reprise,
        "revision": manifest.dump.revision,
        "database": manifest.database,
        "rows": manifest.dump.row_count,
        "bytes": manifest.bytes,
        "files": manifest.files.kept,
        "gone": manifest.files.gone,
        "missing": manifest.files.missing,
        "damaged": manifest.files.damaged,
        "tables_left_out": manifest.dump.strangers,
    }


def sentence(told: dict[str, Any]) -> str:
    """What the backup holds, and what is wrong with it."""
    words = [
        f"{told['backup']}: {told['rows']:,} rows and {_files(told['files'])}, {told['bytes']:,} bytes, "
        f"as of {told['taken_at']}."
    ]
    if told["gone"]:
        words.append(f"{_files(told['gone'])} deleted while it was taken: left out, with what names them.")
    if told["missing"]:
        words.append(f"{_files(told['missing'])} that the database names, and the storage did not have.")
    if told["damaged"]:
        words.append(f"{_files(told['damaged'])} that did not have the checksum in the database.")
    if told["tables_left_out"]:
        words.append(f"Tables of others were left out: {', '.join(told['tables_left_out'])}.")
    return " ".join(words)


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"


AFTER_RESTORING = (
    "Everybody has to sign in again; what was revoked after the backup (API keys, invites, passwords, links) "
    "is as it was before."
)
