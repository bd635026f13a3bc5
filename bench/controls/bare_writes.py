"""A bare FastAPI application that inserts one row a request: `bare_writes.py PORT DATABASE_URL`.

Raw drivers, each insert a transaction of its own with the durability that Reprise has. On SQLite one
connection in one thread, so that writes and requests overlap; on PostgreSQL a pool.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

TABLE = (
    "CREATE TABLE IF NOT EXISTS said (id {uuid} PRIMARY KEY, audio_id {uuid} NOT NULL, rating smallint, "
    "rating_criterion varchar(16) NOT NULL, created_at {instant} NOT NULL)"
)
Insert = Callable[..., Awaitable[Any]]


class Said(BaseModel):
    audio_id: UUID
    rating: int
    rating_criterion: str = "overall"


class Stored(Said):
    id: UUID
    created_at: datetime


@asynccontextmanager
async def _sqlite(path: str) -> AsyncIterator[Insert]:
    thread = ThreadPoolExecutor(max_workers=1)
    loop = asyncio.get_running_loop()

    def open_database() -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(TABLE.format(uuid="char(32)", instant="datetime"))
        return connection

    connection = await loop.run_in_executor(thread, open_database)

    async def insert(identity: UUID, audio_id: UUID, *rest: Any) -> None:
        row = (identity.hex, audio_id.hex, *rest[:-1], rest[-1].isoformat(" "))
        await loop.run_in_executor(thread, connection.execute, "INSERT INTO said VALUES (?, ?, ?, ?, ?)", row)

    yield insert
    await loop.run_in_executor(thread, connection.close)


@asynccontextmanager
async def _postgresql(url: str) -> AsyncIterator[Insert]:
    async with asyncpg.create_pool(url, min_size=10, max_size=20) as pool:
        await pool.execute(TABLE.format(uuid="uuid", instant="timestamptz"))

        async def insert(*row: Any) -> None:
            await pool.execute("INSERT INTO said VALUES ($1, $2, $3, $4, $5)", *row)

        yield insert


def main(port: int, url: str) -> None:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opened = _sqlite(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else _postgresql(url)
        async with opened as app.state.insert:
            yield

    app = FastAPI(lifespan=lifespan)

    @app.get("/healthz")
    async def healthz() -> str:
        return "ok"

    @app.post("/said", status_code=201)
    async def say(said: Said) -> Stored:
        stored = Stored(**said.model_dump(), id=uuid4(), created_at=datetime.now(UTC))
        await app.state.insert(
            stored.id, stored.audio_id, stored.rating, stored.rating_criterion, stored.created_at
        )
        return stored

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
