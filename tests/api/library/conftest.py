"""For what people keep and find: clients that begin at the API, and one engine that needs no time."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
import pytest
from tests.api.library.studio import Studio
from tests.support.engines import PacedEngine

from reprise.core.context import Core
from reprise.songs.engines.protocol import Engine


@pytest.fixture
def installed() -> Mapping[str, Engine]:
    return {"paced": PacedEngine()}


@pytest.fixture
def base_url() -> str:
    return "http://127.0.0.1/api/v1"


@pytest.fixture
def studio(core: Core, client: httpx.AsyncClient) -> Studio:
    return Studio(core, client)
