"""An installation without processes: a database, a data directory with files, and its backups."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Table, create_engine, inspect, select, text, update
from tests.support.rows import insert_samples

from reprise.commands import backup
from reprise.core.db import configure_sqlite
from reprise.core.db.dumps.progress import Tell
from reprise.core.db.urls import is_sqlite, sync_url
from reprise.core.operations.schema import SCHEMA
from reprise.core.settings import Settings
from reprise.core.storage import Storage, open_storage
from reprise.songs.audio.models import AudioSample
from reprise.tables import metadata

Rows = dict[str, list[tuple[Any, ...]]]


class Installation:
    """Files lie in the data directory; the database is anywhere."""

    def __init__(self, data_dir: Path, url: str) -> None:
        self.data_dir, self.url = data_dir, url

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=self.data_dir, database_url=self.url)

    @property
    def storage(self) -> Storage:
        return open_storage("", data_dir=self.data_dir)

    def back_up(self, destination: Path, tell: Tell = lambda _: None) -> dict[str, Any]:
        return backup.take(self.settings, destination, tell)

    def restore(self, folder: Path) -> dict[str, Any]:
        return backup.restore(self.settings, folder, lambda _: None)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """In a transaction, which is committed at the end."""
        engine = self._engine()
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    def _engine(self) -> Engine:
        engine = create_engine(sync_url(self.url))
        if is_sqlite(self.url):
            configure_sqlite(engine)
        return engine

    def add_samples(self, count: int) -> list[str]:
        """One finished job whose samples have files, each with the bytes that its row says; their keys."""
        self.data_dir.mkdir(exist_ok=True)
        found = insert_samples(self.url, count)
        with self.connected() as connection:
            return [self._make_file(connection, audio_id) for audio_id in found]

    def _make_file(self, connection: Connection, audio_id: UUID) -> str:
        content = audio_id.bytes * 100_000
        digest = hashlib.sha256(content).hexdigest()
        mine = AudioSample.id == audio_id
        connection.execute(update(AudioSample).where(mine).values(bytes=len(content), sha256=digest))
        key: str = connection.execute(select(AudioSample.storage_key).where(mine)).scalar_one()
        asyncio.run(self.storage.put(key, content))
        return key

    def rows(self, *left_out: str) -> Rows:
        """All rows of all tables, ours and the workflow engine's, in an order of their own."""
        with self.connected() as connection:
            return {
                name: sorted(map(tuple, connection.execute(select(text("*")).select_from(table))), key=repr)
                for name, table in _tables(connection).items()
                if name not in left_out
            }

    def files(self) -> dict[str, bytes]:
        root = self.data_dir / "files"
        paths: Sequence[Path] = [path for path in root.rglob("*") if path.is_file()]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def _tables(connection: Connection) -> dict[str, Table]:
    found = {table.name: table for table in metadata.sorted_tables}
    schema = SCHEMA if connection.dialect.name == "postgresql" else None
    for name in inspect(connection).get_table_names(schema):
        if name not in found and name != "alembic_version":
            found[name] = Table(name, type(metadata)(), schema=schema)
    return found
