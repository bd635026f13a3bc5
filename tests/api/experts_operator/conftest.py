"""The chat with a few experts, seen from both sides."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from tests.api.conftest import ConnectAs
from tests.api.experts_operator.floor import Floor, Visitor, hire

from reprise.core.context import Core

Enter = Callable[[], Visitor]


@pytest.fixture
async def floor(core: Core, client: httpx.AsyncClient) -> Floor:
    return Floor(core, client, await hire(client))


@pytest.fixture
def enter(connect: ConnectAs) -> Enter:
    """Lets a visitor in."""
    return lambda: Visitor(connect())
