"""The whole application in this process, on a real migrated database of either kind."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from tests.api.studio import Studio
from tests.support.engines import PacedEngine
from tests.support.postgres import PostgresServer

from reprise.app import create_app
from reprise.core.auth.models import OWNER_ID
from reprise.core.context import Core, open_core
from reprise.core.settings import Settings
from reprise.songs.engines.protocol import Engine
from reprise.songs.engines.registry import load_engines
from reprise.tables import metadata

BASE = "http://127.0.0.1"

ConnectAs = Callable[..., httpx.AsyncClient]


@pytest.fixture(scope="module", autouse=True)
def _passwords_are_cheap(cheap_passwords: None) -> None:
    """Each is a tenth of a second of computing otherwise, and some tests ask for hundreds."""


@pytest.fixture(scope="session")
def kept_postgres_database(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    url = postgres_server.create_database(postgres_template)
    yield url
    postgres_server.drop_database(url)


@pytest.fixture
def migrated_database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """On PostgreSQL one database for all tests, emptied before each: a new one takes ten times as long."""
    if database_kind == "sqlite":
        copy = tmp_path / "reprise.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), copy)
        return f"sqlite:///{copy}"
    url: str = request.getfixturevalue("kept_postgres_database")
    _empty(url)
    return url


def _empty(url: str) -> None:
    """Leave what the migrations themselves wrote."""
    kept = {"users", "event_horizon", "generation_queue", "prompt_templates", "expert_directory_state"}
    ours = [table.name for table in reversed(metadata.sorted_tables) if table.name not in kept]
    with psycopg.connect(url) as connection:
        theirs = connection.execute(
            "SELECT 'dbos.' || tablename FROM pg_tables "
            "WHERE schemaname = 'dbos' AND tablename <> 'dbos_migrations'"
        ).fetchall()
        tables = [*ours, *(name for (name,) in theirs)]
        # One round trip for all of them: this runs before every test.
        connection.execute(
            ";".join(
                [
                    *(f"DELETE FROM {table}" for table in tables),
                    f"DELETE FROM users WHERE id <> '{OWNER_ID}'",
                    "UPDATE users SET email = NULL, password_hash = NULL, disabled_at = NULL, role = 'admin'",
                    "UPDATE event_horizon SET xid = 0, event_id = 0",
                    "UPDATE generation_queue SET paused_at = NULL",
                    "UPDATE expert_directory_state SET revision = 0, removals = 0",
                    "DELETE FROM prompt_templates WHERE NOT is_system",
                ]
            )
        )


@pytest.fixture
def settings(migrated_database_url: str, tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", database_url=migrated_database_url)


@pytest.fixture
async def core(settings: Settings) -> AsyncIterator[Core]:
    opened = open_core(settings)
    yield opened
    await opened.close()


@pytest.fixture
def installed() -> Mapping[str, Engine]:
    return load_engines(["composer"]) | {"paced": PacedEngine()}


@pytest.fixture
def app(core: Core, installed: Mapping[str, Engine]) -> FastAPI:
    return create_app(core, installed)


@pytest.fixture
def base_url() -> str:
    return BASE


@pytest.fixture
async def connect(app: FastAPI, base_url: str) -> AsyncIterator[ConnectAs]:
    """Makes clients; what the application raises reaches them as its answer, as over a network."""
    clients: list[httpx.AsyncClient] = []

    def make(**headers: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        clients.append(httpx.AsyncClient(transport=transport, base_url=base_url, headers=headers))
        return clients[-1]

    yield make
    for made in clients:
        await made.aclose()


@pytest.fixture
def client(core: Core, connect: ConnectAs) -> httpx.AsyncClient:
    """Signed in as the owner."""
    return connect(authorization=f"Bearer {core.keys.token}")


@pytest.fixture
def studio(core: Core, client: httpx.AsyncClient) -> Studio:
    return Studio(core, client)


@pytest.fixture
def accounts_settings(migrated_database_url: str, tmp_path: Path) -> Settings:
    """For modules about accounts: `settings` returns it, or a copy with other values."""
    return Settings(
        data_dir=tmp_path / "data",
        database_url=migrated_database_url,
        auth="accounts",
        registration="open",
    )
