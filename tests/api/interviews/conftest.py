"""People with accounts, clients that begin at the API, and one person who practises."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from tests.api.conftest import ConnectAs
from tests.api.interviews.practice import Practice, add_person

from reprise.core.context import Core
from reprise.core.settings import Settings

People = Mapping[str, tuple[UUID, httpx.AsyncClient]]


@pytest.fixture
def settings(migrated_database_url: str, tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", database_url=migrated_database_url, auth="accounts")


@pytest.fixture
def base_url() -> str:
    return "http://127.0.0.1/api/v1"


@pytest.fixture
async def people(core: Core, connect: ConnectAs) -> People:
    """Two members, an admin and a rater, by name: each with an id and a signed-in client."""
    roles = {"ada": "member", "bob": "member", "root": "admin", "ears": "rater"}
    found = {}
    for name, role in roles.items():
        user_id, token = await add_person(core, role)
        found[name] = (user_id, connect(authorization=f"Bearer {token}"))
    return found


@pytest.fixture
def client(people: People) -> httpx.AsyncClient:
    """Signed in as Ada, a member."""
    return people["ada"][1]


@pytest.fixture
def practice(core: Core, people: People) -> Practice:
    """Ada's."""
    return Practice(core, people["ada"][1], people["ada"][0])
