"""Settings: where they come from, their ranges, and that the chat goes by them at once."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
import pytest
from fastapi import FastAPI
from tests.api.experts_operator.conftest import Enter
from tests.api.experts_operator.floor import Floor, Visitor

from reprise.app import create_app
from reprise.core.context import open_core
from reprise.core.settings import Settings
from reprise.songs.engines.protocol import Engine

ASKED = "PostgreSQL"


@pytest.fixture
def settings(migrated_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data = tmp_path_factory.mktemp("data")
    return Settings(data_dir=data, database_url=migrated_database_url, chat_experts=2)


async def test_what_is_set_here_wins_over_the_environment_and_that_over_the_default(floor: Floor) -> None:
    before = {one["name"]: one for one in (await floor.get("/experts/settings"))["items"]}
    shown, days = before["experts_shown"], before["retention_days"]
    assert (shown["value"], shown["source"], shown["environment"]) == (
        2,
        "environment",
        "REPRISE_CHAT_EXPERTS",
    )
    assert (shown["minimum"], shown["maximum"], shown["kind"]) == (1, 3, "integer")
    assert (days["value"], days["source"]) == (0, "default")
    assert (before["learning"]["value"], before["learning"]["kind"]) == (False, "boolean")
    assert all(one["description"].endswith(".") for one in before.values())

    after = await floor.set(experts_shown=1, retention_days=30)
    assert (after["experts_shown"]["value"], after["experts_shown"]["source"]) == (1, "database")
    assert (after["experts_shown"]["inherited"], after["experts_shown"]["inherited_source"]) == (
        2,
        "environment",
    )
    assert after["experts_shown"]["updated_at"] is not None
    reset = await floor.set(experts_shown=None, retention_days=None)
    assert (reset["experts_shown"]["value"], reset["experts_shown"]["source"]) == (2, "environment")
    assert (reset["retention_days"]["value"], reset["retention_days"]["source"]) == (0, "default")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("experts_shown", 4),
        ("experts_shown", 0),
        ("experts_shown", 1.5),
        ("experts_shown", "2"),
        ("weak_match", 1.01),
        ("weak_match", -0.1),
        ("learning", "yes"),
        ("learning", 1),
        ("learning_bound", 0.6),
        ("learning_votes", 0),
        ("retention_days", -1),
        ("lead_retention_days", 3_651),
        ("unknown", 1),
    ],
)
async def test_what_is_out_of_range_is_refused_and_the_field_named(
    field: str, value: object, floor: Floor
) -> None:
    refused = await floor.send("PATCH", "/experts/settings", {"learning_votes": 7, field: value}, status=422)
    named = refused["detail"].get("field") or refused["detail"]["errors"][0]["field"]
    assert named.split(".")[0] == field
    items = (await floor.get("/experts/settings"))["items"]
    assert [one["source"] for one in items if one["source"] == "database"] == []


async def test_every_process_goes_by_it_from_the_next_request_on(
    floor: Floor, enter: Enter, settings: Settings, installed: Mapping[str, Engine], app: FastAPI
) -> None:
    # Another process of the same installation: an application and a core of its own.
    other = open_core(settings)
    elsewhere = create_app(other, installed)
    try:
        here, there = enter(), Visitor(_client(elsewhere))
        assert [len((await one.ask(ASKED))["experts"]) for one in (here, there)] == [2, 2]
        await floor.set(experts_shown=1)
        assert [len((await one.ask(ASKED))["experts"]) for one in (here, there)] == [1, 1]
        newest = (await floor.get("/experts/searches"))["items"][0]["id"]
        detail = await floor.get(f"/experts/searches/{newest}")
        assert detail["retrieval_settings"]["shown"] == 1
        await there.client.aclose()
    finally:
        await other.close()


def _client(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1")


async def test_an_empty_change_changes_nothing(floor: Floor) -> None:
    before = await floor.get("/experts/settings")
    assert await floor.send("PATCH", "/experts/settings", {}) == before
    await floor.send("PATCH", "/experts/settings", [], status=422)
