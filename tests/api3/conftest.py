"""The whole application in this process, on a real migrated database of either kind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from tests.api3.studio import Studio
from tests.support.engines import PacedEngine

from reprise.app import create_app
from reprise.core.context import Core, open_core
from reprise.core.settings import Settings

ConnectAs = Callable[..., httpx.AsyncClient]


@pytest.fixture
async def core(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[Core]:
    opened = open_core(Settings(data_dir=tmp_path / "data", database_url=migrated_database_url))
    yield opened
    await opened.close()


@pytest.fixture
def app(core: Core) -> FastAPI:
    return create_app(core, {"paced": PacedEngine()})


@pytest.fixture
async def connect(app: FastAPI) -> AsyncIterator[ConnectAs]:
    """Makes clients; what the application raises reaches them as its answer, as over a network."""
    clients: list[httpx.AsyncClient] = []

    def make(**headers: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        address = "http://127.0.0.1/api/v1"
        clients.append(httpx.AsyncClient(transport=transport, base_url=address, headers=headers))
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
