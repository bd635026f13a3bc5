"""What is not restored, and where not, on both databases."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import inspect
from tests.commands.backups.rows import NOT_AS_IT_WAS, rewrite
from tests.support.installations import Installation

from reprise.core.backups.errors import BackupError
from reprise.core.backups.manifest import CHECKSUM, LIST, MANIFEST
from reprise.core.db.urls import is_sqlite
from reprise.core.operations.schema import upgrade_engine


def test_nothing_is_made_of_a_backup_that_is_not_what_it_was(
    installation: Installation, elsewhere: Installation, backup: Path
) -> None:
    database = next(
        path for path in sorted(backup.rglob("*")) if path.name.startswith(("database.", "users."))
    )
    sample = next(path for path in (backup / "files").rglob("*") if path.is_file())
    for path in (database, sample, backup / MANIFEST, backup / LIST):
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        refused_as_damaged(elsewhere, backup, path)
        path.unlink()
        refused_as_damaged(elsewhere, backup, path)
        path.write_bytes(content)
    (backup / CHECKSUM).unlink()
    refused_as_damaged(elsewhere, backup, backup / CHECKSUM)


def refused_as_damaged(elsewhere: Installation, backup: Path, path: Path) -> None:
    with pytest.raises(BackupError) as refused:
        elsewhere.restore(backup)
    assert path.name in str(refused.value)
    assert elsewhere.files() == {}
    if is_sqlite(elsewhere.url):
        assert not list(elsewhere.data_dir.glob("*.db*"))
    else:
        with elsewhere.connected() as connection:
            assert inspect(connection).get_table_names() == []


def test_only_an_empty_place_is_restored_into(
    installation: Installation, elsewhere: Installation, backup: Path
) -> None:
    before = installation.rows()
    with pytest.raises(BackupError, match="already"):
        installation.restore(backup)
    assert installation.rows() == before
    asyncio.run(elsewhere.storage.put("audio/of/others.flac", b"flac"))
    with pytest.raises(BackupError, match=r"not empty \(audio/of/others.flac\)"):
        elsewhere.restore(backup)
    asyncio.run(elsewhere.storage.delete(["audio/of/others.flac"]))
    # What one that was cut off had done is no obstacle.
    key, content = next(iter(installation.files().items()))
    asyncio.run(elsewhere.storage.put(key, content))
    if is_sqlite(elsewhere.url):
        (elsewhere.data_dir / "new.db.restoring").write_bytes(b"half a database")
        (elsewhere.data_dir / "new.db.restoring-wal").write_bytes(b"half a log")
    else:
        upgrade_engine(elsewhere.url)
    elsewhere.restore(backup)
    assert elsewhere.files() == {key: content}
    assert elsewhere.rows("users", *NOT_AS_IT_WAS) == installation.rows("users", *NOT_AS_IT_WAS)
    assert not list(elsewhere.data_dir.glob("*.restoring*"))


def test_a_backup_of_a_newer_version_or_of_the_other_database_is_refused(
    elsewhere: Installation, backup: Path, tmp_path: Path
) -> None:
    rewrite(backup, '"revision": "', '"revision": "9')
    with pytest.raises(BackupError, match="or a newer one"):
        elsewhere.restore(backup)
    other = "postgresql://nobody@127.0.0.1:1/none" if is_sqlite(elsewhere.url) else "sqlite:///other.db"
    with pytest.raises(BackupError, match="rows are not carried from one to the other"):
        Installation(tmp_path / "other", other).restore(backup)
    rewrite(backup, '"format": 1', '"format": 2')
    with pytest.raises(BackupError, match="format 2"):
        elsewhere.restore(backup)
