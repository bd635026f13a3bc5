"""Whether a backup is what it was when it was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reprise.core.backups import manifest as manifests
from reprise.core.backups.errors import BackupError
from reprise.core.backups.manifest import FILES, Entry, Manifest
from reprise.core.backups.writing import digest_of
from reprise.core.db.dumps.progress import Paced, Tell


def verify(folder: Path, tell: Tell) -> Manifest:
    """Read all of it and compare every checksum.

    Raises:
        BackupError: something is not as it was, or is not there; the sentence names it.
    """
    manifest = manifests.read(folder)
    for part in manifest.parts:
        _check(folder / part.path, part.bytes, part.sha256)
    tell("The database is as it was.")
    paced, seen, size = Paced(tell), 0, 0
    for entry in _kept(folder):
        _check(folder / FILES / entry.key, entry.bytes, entry.sha256)
        seen, size = seen + 1, size + entry.bytes
        paced(f"Files: {seen:,} are as they were, {size / 1e6:,.0f} MB.")
    expected = manifest.files.kept + manifest.files.damaged
    if (seen, size) != (expected, manifest.files.bytes):
        raise BackupError(f"{folder} lists {seen:,} files, not {expected:,}.")
    tell(f"Files: all {seen:,} are as they were.")
    return manifest


def _kept(folder: Path) -> Iterator[Entry]:
    return (entry for entry in manifests.entries(folder) if entry.is_here)


def _check(path: Path, size: int, sha256: str) -> None:
    try:
        found = digest_of(path)
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}.") from None
    if found != (size, sha256):
        raise BackupError(f"{path} is damaged: it does not have the checksum that it was written with.")
