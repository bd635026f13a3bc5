"""An installation, a backup of it, and a place where nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.installations import Installation
from tests.support.postgres import PostgresServer


@pytest.fixture
def installation(migrated_database_url: str, tmp_path: Path) -> Installation:
    return Installation(tmp_path / "data", migrated_database_url)


@pytest.fixture
def elsewhere(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Installation]:
    """A place where nothing is."""
    if database_kind == "sqlite":
        yield Installation(tmp_path / "elsewhere", f"sqlite:///{tmp_path / 'elsewhere' / 'new.db'}")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create_database()
    yield Installation(tmp_path / "elsewhere", url)
    server.drop_database(url)


@pytest.fixture
def backup(installation: Installation, tmp_path: Path) -> Path:
    installation.add_samples(1)
    installation.back_up(tmp_path / "backup")
    return tmp_path / "backup"
