"""Databases with many rows, filled once for all tests of a module."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.support.postgres import PostgresServer

Fill = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Crowd:
    """A database, and what its filling gave back."""

    url: str
    written: Any
    server: PostgresServer | None = None


def crowds(fill: Fill) -> tuple[Any, Any, Any]:
    """Fixtures of a module: `crowds_by_kind`, `crowd`, `migrated_database_url`. `fill` is given a URL."""

    @pytest.fixture(scope="module")
    def crowds_by_kind() -> Iterator[dict[str, Crowd]]:
        made: dict[str, Crowd] = {}
        yield made
        for crowd in made.values():
            if crowd.server:
                crowd.server.drop_database(crowd.url)

    @pytest.fixture
    def crowd(database_kind: str, crowds_by_kind: dict[str, Crowd], request: pytest.FixtureRequest) -> Crowd:
        if database_kind not in crowds_by_kind:
            made = _on_sqlite if database_kind == "sqlite" else _on_postgresql
            crowds_by_kind[database_kind] = made(fill, request)
        return crowds_by_kind[database_kind]

    @pytest.fixture
    def migrated_database_url(crowd: Crowd) -> str:
        return crowd.url

    return crowds_by_kind, crowd, migrated_database_url


def _on_sqlite(fill: Fill, request: pytest.FixtureRequest) -> Crowd:
    path: Path = request.getfixturevalue("tmp_path_factory").mktemp("crowd") / "reprise.db"
    shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
    url = f"sqlite:///{path}"
    return Crowd(url, fill(url))


def _on_postgresql(fill: Fill, request: pytest.FixtureRequest) -> Crowd:
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create_database(request.getfixturevalue("postgres_template"))
    written = fill(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return Crowd(url, written, server)
