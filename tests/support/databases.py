"""Databases for tests, on SQLite and on PostgreSQL, empty or migrated; a migrated one is a quick copy."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.support.postgres import PostgresServer

from reprise.core.db import Database
from reprise.core.operations import schema


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database: no table, not migrated."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'reprise.db'}"
    else:
        yield from _postgres_database(request, template=None)


@pytest.fixture
def migrated_database_url(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A database with every migration applied and nothing else."""
    with migrated_database(database_kind, tmp_path, request) as url:
        yield url


@pytest.fixture
async def database(migrated_database_url: str) -> AsyncIterator[Database]:
    """The migrated database, open."""
    opened = Database(migrated_database_url)
    yield opened
    await opened.close()


@contextmanager
def migrated_database(kind: str, directory: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """As the fixture, for tests that ask both kinds at once."""
    if kind == "sqlite":
        copy = directory / "reprise.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), copy)
        yield f"sqlite:///{copy}"
    else:
        yield from _postgres_database(request, template=request.getfixturevalue("postgres_template"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "reprise.db"
    schema.upgrade(f"sqlite:///{path}")
    left = list(path.parent.glob("*-wal"))
    assert not left or left[0].stat().st_size == 0, "a connection to the migrated database is still open"
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> Iterator[str]:
    url = postgres_server.create_database()
    schema.upgrade(url)
    yield url
    postgres_server.drop_database(url)


def _postgres_database(request: pytest.FixtureRequest, template: str | None) -> Iterator[str]:
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create_database(template)
    yield url
    server.drop_database(url)
