"""A bare FastAPI, SQLAlchemy and DBOS application: `bare_app.py PORT DATABASE_FILE`."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from dbos import DBOS
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine


def main(port: int, database: str) -> None:
    engine = create_async_engine(f"sqlite+aiosqlite:///{database}")

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
        DBOS(config={"name": "bare", "system_database_url": f"sqlite:///{database}", "log_level": "WARNING"})
        DBOS.launch()
        yield
        DBOS.destroy()
        await engine.dispose()

    app = FastAPI(lifespan=lifespan)

    @app.get("/healthz", response_class=PlainTextResponse)
    async def healthz() -> str:
        return "ok"

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
