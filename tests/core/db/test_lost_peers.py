"""PostgreSQL on a host whose cable is pulled: both sides let go of the other within seconds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from tests.support import postgres, programs
from tests.support.hosts import CutOffHost
from tests.support.network import network

from reprise.core import error_handlers
from reprise.core.db import Database, lost_peers
from reprise.core.operations.queue import system_engine

PATIENCE = lost_peers.GONE_AFTER + 10
SHOWN = "SELECT current_setting('tcp_user_timeout'), current_setting('tcp_keepalives_idle')"


@pytest.fixture
def remote() -> Iterator[tuple[CutOffHost, str]]:
    """The host of a database, and the database's URL."""
    with network() as net:
        if "namespace" not in net.way:
            pytest.skip(f"The kernel of a relay answers for it. {net.way}")
        host = net.host("database")
        with postgres.private_server(programs.postgresql(), fsync=False, host=host) as server:
            yield host, server.create_database()


async def test_both_sides_notice(remote: tuple[CutOffHost, str]) -> None:
    host, url = remote
    database = Database(url)
    with system_engine(url, pool_size=1).connect() as connection:
        assert connection.execute(text(SHOWN)).one() == ("10000", "4")
    async with database.snapshot() as session:
        assert (await session.execute(text(SHOWN))).one() == ("10000", "4")
    async with database.transaction() as session:
        await session.execute(text("CREATE TABLE held (n integer)"))
        await session.execute(text("INSERT INTO held VALUES (1)"))
    with pytest.raises((SQLAlchemyError, OSError)):
        async with database.transaction() as session:
            await session.execute(text("UPDATE held SET n = 2"))
            host.cut()
            began = time.monotonic()
            await asyncio.wait_for(session.execute(text("SELECT 1")), PATIENCE)
    print(f"the caller was told after {time.monotonic() - began:.1f} s")
    async with asking(database) as client:
        for _ in range(2):
            refused = await client.get("/")
            assert (refused.status_code, refused.json()["detail"]["code"]) == (503, "DATABASE_UNAVAILABLE")
    # The server's side cannot be asked before the cable is back: by then it must have let go by itself.
    await asyncio.sleep(max(0.0, began + PATIENCE - time.monotonic()))
    host.heal()
    with psycopg.connect(url, connect_timeout=PATIENCE) as connection:
        connection.execute("SET lock_timeout = '1s'")
        assert connection.execute("UPDATE held SET n = 3 RETURNING n").fetchone() == (3,)
    await database.close()


def asking(database: Database) -> httpx.AsyncClient:
    """Of an application that only reads."""
    app = FastAPI()
    error_handlers.install(app)

    @app.get("/")
    async def read() -> None:
        async with database.snapshot() as session:
            await session.execute(text("SELECT 1"))

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://here", timeout=60)
