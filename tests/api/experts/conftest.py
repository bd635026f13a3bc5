"""A directory with two people in it, and visitors of the chat."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from tests.api.conftest import ConnectAs
from tests.api.experts.visitors import PEOPLE, Visitor
from tests.api.studio import API

Enter = Callable[..., Visitor]


@pytest.fixture
async def hired(client: httpx.AsyncClient) -> dict[str, str]:
    """Ids of the experts by username."""
    ids = {}
    for person in PEOPLE:
        answer = await client.post(f"{API}/experts", json=person)
        assert answer.status_code == 201, answer.text
        ids[person["username"]] = answer.json()["id"]
    return ids


@pytest.fixture
def enter(connect: ConnectAs) -> Enter:
    """Lets a visitor in; headers as they are given."""
    return lambda **headers: Visitor(connect(**headers))
