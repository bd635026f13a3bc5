"""A database that somebody else holds: requests wait or are refused with a reason, then all is well again."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest
from tests.api.studio import API, Studio

from reprise.core.db.sqlite import BUSY_TIMEOUT_MS
from reprise.core.settings import Settings

WITHIN = BUSY_TIMEOUT_MS / 1000


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program in the middle of a write."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@pytest.fixture
def path(settings: Settings) -> Path:
    return Path(settings.resolved_database_url.removeprefix("sqlite:///"))


async def write(client: httpx.AsyncClient) -> httpx.Response:
    return await client.post(f"{API}/prompts", json={"text": "a tune"})


@pytest.mark.parametrize("database_kind", ["sqlite"])
class TestSqlite:
    async def test_a_write_waits_for_a_lock_that_is_released(
        self, path: Path, client: httpx.AsyncClient
    ) -> None:
        with locked(path) as connection:
            waiting = asyncio.create_task(write(client))
            assert (await client.get(f"{API}/prompts")).json()["total"] == 0
            await asyncio.sleep(0.3)
            assert not waiting.done()
            connection.execute("COMMIT")
            assert (await waiting).status_code == 201
        assert (await client.get(f"{API}/prompts")).json()["total"] == 1

    async def test_a_lock_that_stays_is_named_and_then_forgotten(
        self, path: Path, studio: Studio, client: httpx.AsyncClient
    ) -> None:
        prompt = await studio.prompt()
        with locked(path):
            submitting = client.post(f"{API}/generate", json={"prompt_id": prompt["id"], "duration": 1})
            refused = await asyncio.wait_for(submitting, WITHIN * 3)
            assert refused.status_code == 503
            assert refused.json()["detail"]["code"] == "DATABASE_BUSY"
            assert "locked" in refused.json()["detail"]["message"]
            assert refused.headers["Retry-After"]
            reading = await client.get(f"{API}/jobs")
            assert (reading.status_code, reading.json()["total"]) == (200, 0)
        assert (await write(client)).status_code == 201
        job = await studio.submit(prompt["id"])
        assert job["queue_position"] == 1


@pytest.mark.parametrize("database_kind", ["postgresql"])
class TestPostgresql:
    async def test_lost_connections_are_replaced(
        self, settings: Settings, studio: Studio, client: httpx.AsyncClient
    ) -> None:
        await asyncio.gather(*(studio.submit() for _ in range(5)))
        with psycopg.connect(settings.resolved_database_url, autocommit=True) as connection:
            killed = connection.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ).fetchone()
        assert killed is not None
        assert killed[0] >= 1
        answers = await asyncio.gather(*(write(client) for _ in range(5)))
        assert [answer.status_code for answer in answers] == [201] * 5
        assert (await studio.submit())["status"] == "queued"

    async def test_a_database_that_is_gone_is_503(
        self, client: httpx.AsyncClient, settings: Settings
    ) -> None:
        name = settings.resolved_database_url.rpartition("/")[2]
        with psycopg.connect(
            settings.resolved_database_url.replace(name, "postgres"), autocommit=True
        ) as other:
            other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            refused = await write(client)
            assert refused.status_code == 503
            assert refused.json()["detail"]["code"] == "DATABASE_UNAVAILABLE"
            assert name not in refused.text
            other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert (await write(client)).status_code == 201
