"""What a backup says of itself: `manifest.json`, its checksum, and the list of stored files beside it.

manifest.json   manifest.sha256   files.jsonl   files/KEY …
database.sqlite3, or database/SCHEMA.TABLE.copy …
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from reprise.core.backups.errors import BackupError
from reprise.core.backups.writing import PrivateFile
from reprise.core.db.dumps.facts import DumpFacts
from reprise.core.storage.keys import checked_key

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
CHECKSUM: Final = "manifest.sha256"
LIST: Final = "files.jsonl"
FILES: Final = "files"

State = Literal["kept", "gone", "missing", "damaged"]
"""`kept`: it is in the backup. `gone`: its row was deleted while the backup was taken, and the file with it.
`missing`: a row names it, and the storage does not have it. `damaged`: as `kept`, but it is not what its row
says."""

# Nothing that a backup says may lead out of its directory.
InnerPath = Annotated[str, AfterValidator(checked_key)]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True)


class Part(_Document):
    """One file of the database, or the list of stored files."""

    path: InnerPath
    bytes: int
    sha256: Sha256


class Entry(_Document):
    """A line of the list: a stored file; `bytes` and `sha256` are of what was found where it was found."""

    key: InnerPath
    state: State
    bytes: int
    sha256: Sha256

    @property
    def is_here(self) -> bool:
        return self.state in {"kept", "damaged"}


class FileCounts(_Document):
    kept: int = 0
    gone: int = 0
    missing: int = 0
    damaged: int = 0
    bytes: int = 0


class Manifest(_Document):
    """`engine_revision` is that of the workflow engine's tables; `taken_at` the moment that was kept."""

    format: int
    reprise: str
    database: Literal["sqlite", "postgresql"]
    engine_revision: int
    taken_at: datetime
    finished_at: datetime
    dump: DumpFacts
    parts: list[Part]
    files: FileCounts

    @model_validator(mode="after")
    def _tables_lie_in_parts(self) -> Manifest:
        outside = {table.file for table in self.dump.tables if table.file} - {
            part.path for part in self.parts
        }
        if outside:
            raise ValueError(f"no part is called {min(outside)}")
        return self

    @property
    def bytes(self) -> int:
        return sum(part.bytes for part in self.parts) + self.files.bytes


def write(folder: Path, manifest: Manifest) -> None:
    """The last file of a backup: without it, and its checksum, there is none."""
    content = manifest.model_dump_json(indent=1).encode()
    with PrivateFile(folder / MANIFEST) as file:
        file.write(content)
    with PrivateFile(folder / CHECKSUM) as checksum:
        # As `sha256sum -c` reads it.
        checksum.write(f"{file.sha256}  {MANIFEST}\n".encode())


def read(folder: Path) -> Manifest:
    """
    Raises:
        BackupError: there is no whole backup of a format that this version knows.
    """
    try:
        content = (folder / MANIFEST).read_bytes()
        checksum = (folder / CHECKSUM).read_text(errors="replace")
    except OSError:
        raise BackupError(f"{folder} is no whole backup: {MANIFEST} or {CHECKSUM} cannot be read.") from None
    if checksum.split()[:1] != [hashlib.sha256(content).hexdigest()]:
        raise BackupError(f"{folder / MANIFEST} is damaged: it does not have the checksum in {CHECKSUM}.")
    try:
        given = _Format.model_validate_json(content)
        if given.format == FORMAT:
            return Manifest.model_validate_json(content)
    except ValidationError as error:
        raise BackupError(f"{folder / MANIFEST} is none of ours: {_reason(error)}.") from None
    raise BackupError(
        f"{folder} has format {given.format}, and this version of Reprise knows {FORMAT}: use the version "
        "that made it."
    )


class _Format(BaseModel):
    format: int


def entries(folder: Path) -> Iterator[Entry]:
    """The stored files, line by line.

    Raises:
        BackupError: a line is none of ours.
    """
    with (folder / LIST).open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield Entry.model_validate_json(line)
            except ValidationError as error:
                raise BackupError(f"{folder / LIST}, line {number}: {_reason(error)}.") from None


def _reason(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
