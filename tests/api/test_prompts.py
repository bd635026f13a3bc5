"""Prompts: made, looked at, listed in pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import insert
from tests.api.studio import API, Json, Studio

from reprise.core.auth.models import OWNER_ID
from reprise.core.paging import EXACT_TOTAL
from reprise.songs.prompts.models import Prompt

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def add_prompts(studio: Studio, instants: list[datetime]) -> None:
    rows: list[dict[str, Any]] = [
        {"id": uuid4(), "owner_id": OWNER_ID, "text": f"piece {number}", "created_at": instant}
        for number, instant in enumerate(instants)
    ]
    async with studio.transaction() as session:
        await session.execute(insert(Prompt), rows)


async def all_pages(client: httpx.AsyncClient, path: str, limit: int) -> list[Json]:
    """Every item, by following `next_cursor` to its end."""
    items: list[Json] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await client.get(path, params={"limit": limit, **cursor})).json()
        items += page["items"]
        assert len(page["items"]) == limit or page["next_cursor"] is None
        if page["next_cursor"] is None:
            return items
        cursor = {"cursor": page["next_cursor"]}


async def test_a_prompt_comes_back_as_it_was_given(client: httpx.AsyncClient) -> None:
    attributes = {
        "style": "ballad",
        "mood": "sad",
        "tempo": 60,
        "key": "D minor",
        "instruments": {"primary": ["piano"], "secondary": ["strings"]},
    }
    made = await client.post(
        f"{API}/prompts", json={"text": "  a lament for café 🎻  ", "attributes": attributes}
    )
    assert made.status_code == 201
    assert made.headers["Location"] == f"{API}/prompts/{made.json()['id']}"
    assert made.json()["text"] == "a lament for café 🎻"
    assert made.json()["attributes"] == attributes
    found = await client.get(made.headers["Location"])
    assert found.json() == made.json() | {"audio_ids": []}


async def test_attributes_may_be_left_out(studio: Studio) -> None:
    prompt = await studio.prompt("just a tune")
    assert prompt["attributes"] == {
        "style": None,
        "mood": None,
        "tempo": None,
        "key": None,
        "instruments": {"primary": [], "secondary": []},
    }
    assert prompt["created_at"].endswith("Z")


async def test_text_is_counted_in_characters_after_trimming(client: httpx.AsyncClient) -> None:
    longest = await client.post(f"{API}/prompts", json={"text": f" {'é' * 2000} "})
    assert longest.status_code == 201
    too_long = await client.post(f"{API}/prompts", json={"text": "é" * 2001})
    assert too_long.status_code == 422


async def test_a_prompt_names_its_samples(studio: Studio) -> None:
    prompt = await studio.prompt()
    first = await studio.complete((await studio.submit(prompt["id"], num_samples=2))["id"])
    second = await studio.complete((await studio.submit(prompt["id"]))["id"])
    found = (await studio.client.get(f"{API}/prompts/{prompt['id']}")).json()
    assert found["audio_ids"] == first + second


async def test_cursors_lead_through_every_row_once(studio: Studio, client: httpx.AsyncClient) -> None:
    """120 rows, of which 40 share one instant and others differ by a microsecond."""
    close = [NOON + timedelta(microseconds=step) for step in range(40)]
    apart = [NOON + timedelta(hours=step) for step in range(1, 41)]
    await add_prompts(studio, [NOON] * 40 + close + apart)
    items = await all_pages(client, f"{API}/prompts", limit=7)
    assert len(items) == 120
    assert len({item["id"] for item in items}) == 120
    instants = [item["created_at"] for item in items]
    assert instants == sorted(instants, reverse=True)


async def test_a_row_that_is_added_meanwhile_moves_nothing(studio: Studio, client: httpx.AsyncClient) -> None:
    await add_prompts(studio, [NOON + timedelta(minutes=step) for step in range(10)])
    first = (await client.get(f"{API}/prompts", params={"limit": 5})).json()
    await studio.prompt("newer than all")
    params = {"limit": 5, "cursor": first["next_cursor"]}
    second = (await client.get(f"{API}/prompts", params=params)).json()
    texts = [item["text"] for item in first["items"] + second["items"]]
    assert texts == [f"piece {number}" for number in reversed(range(10))]


async def test_an_offset_skips_and_the_total_counts_all(studio: Studio, client: httpx.AsyncClient) -> None:
    await add_prompts(studio, [NOON + timedelta(minutes=step) for step in range(12)])
    page = (await client.get(f"{API}/prompts", params={"limit": 5, "offset": 10})).json()
    assert [item["text"] for item in page["items"]] == ["piece 1", "piece 0"]
    assert page["total"] == 12
    assert page["total_capped"] is False
    assert (page["limit"], page["offset"], page["next_cursor"]) == (5, 10, None)


async def test_a_page_beyond_the_end_is_empty(studio: Studio, client: httpx.AsyncClient) -> None:
    await add_prompts(studio, [NOON])
    page = (await client.get(f"{API}/prompts", params={"offset": 1_000_000})).json()
    assert (page["items"], page["total"], page["next_cursor"]) == ([], 1, None)


async def test_beyond_ten_thousand_the_total_is_capped(studio: Studio, client: httpx.AsyncClient) -> None:
    await add_prompts(studio, [NOON] * EXACT_TOTAL)
    page = (await client.get(f"{API}/prompts", params={"limit": 1})).json()
    assert (page["total"], page["total_capped"]) == (10_000, False)
    await studio.prompt("one more")
    page = (await client.get(f"{API}/prompts", params={"limit": 1})).json()
    assert (page["total"], page["total_capped"]) == (10_000, True)


async def test_the_vocabulary_is_accepted_where_it_is_offered(client: httpx.AsyncClient) -> None:
    words = (await client.get(f"{API}/prompt-vocabulary")).json()
    for instrument in words["instruments"]:
        attributes = {"instruments": {"primary": [instrument]}}
        answer = await client.post(f"{API}/prompts", json={"text": "a tune", "attributes": attributes})
        assert answer.json()["attributes"]["instruments"]["primary"] == [instrument]
    keys = {f"{tonic} {mode}" for tonic in words["tonics"] for mode in words["modes"]}
    for key in sorted(keys)[::7]:
        answer = await client.post(f"{API}/prompts", json={"text": "a tune", "attributes": {"key": key}})
        assert answer.json()["attributes"]["key"] == key
