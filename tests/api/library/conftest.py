"""For what people keep and find: clients that begin at the API, and one engine that needs no time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping

import httpx
import pytest
from fastapi import FastAPI
from tests.api.library.studio import Studio
from tests.support.engines import PacedEngine

from reprise.core.context import Core
from reprise.songs.engines.protocol import Engine

ConnectAs = Callable[..., httpx.AsyncClient]


@pytest.fixture
def installed() -> Mapping[str, Engine]:
    return {"paced": PacedEngine()}


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
