"""The list of experts, page by page."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.api.studio import API

SMITHS = 8


@pytest.fixture
async def smiths(client: httpx.AsyncClient) -> None:
    for number in range(SMITHS):
        person = {"username": f"smith-{number}", "first_name": "Robin", "category": "Zithers"}
        assert (await client.post(f"{API}/experts", json=person)).status_code == 201


@pytest.mark.usefixtures("hired", "smiths")
@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"limit": 3}, 3),
        ({"limit": 8}, 8),
        ({"limit": 50}, 8),
        ({"limit": 3, "offset": 6}, 2),
        ({"limit": 3, "offset": 8}, 0),
        ({"limit": 3, "offset": 1_000}, 0),
    ],
)
async def test_every_page_says_how_many_there_are(
    asked: dict[str, Any], shown: int, client: httpx.AsyncClient
) -> None:
    page = (await client.get(f"{API}/experts", params={"q": "SMITH", **asked})).json()
    assert (page["total"], page["total_capped"], len(page["items"])) == (SMITHS, False, shown)


@pytest.mark.usefixtures("hired", "smiths")
async def test_a_page_behind_a_cursor_does_too(client: httpx.AsyncClient) -> None:
    asked: dict[str, Any] = {"q": "zither", "limit": 6}
    first = (await client.get(f"{API}/experts", params=asked)).json()
    last = (await client.get(f"{API}/experts", params=asked | {"cursor": first["next_cursor"]})).json()
    assert (first["total"], last["total"], len(last["items"]), last["next_cursor"]) == (8, 8, 2, None)
    assert (await client.get(f"{API}/experts", params={"q": "nobody"})).json()["total"] == 0
