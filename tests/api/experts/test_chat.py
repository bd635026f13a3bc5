"""Questions and their answers without a model."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import event, select, update
from tests.api.experts.conftest import Enter
from tests.api.experts.visitors import NOBODY, PEOPLE, SLOW
from tests.api.studio import API

from reprise.core.context import Core
from reprise.experts.chat.models import Conversation
from reprise.experts.directory.models import Expert

pytestmark = pytest.mark.usefixtures("hired")


async def test_an_answer_streams_in_unnamed_frames_of_flat_json(enter: Enter) -> None:
    answer = await enter().post("/api/v1/experts/chat", {"query": SLOW})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-accel-buffering"] == "no"
    events = await enter().frames(SLOW)
    kinds = [event["event"] for event in events]
    assert kinds[0] == "status"
    assert kinds[-2:] == ["result", "done"]
    assert set(kinds) == {"status", "delta", "result", "done"}
    told = "".join(event["text"] for event in events if event["event"] == "delta")
    assert told == events[-2]["narrative"]


async def test_cards_hold_the_directorys_facts_and_the_passage_they_rest_on(
    enter: Enter, hired: dict[str, str]
) -> None:
    result = await enter().ask()
    assert result["type"] == "match"
    (card,) = result["experts"]
    why = card.pop("why_them")
    assert card == {
        "id": hired["ada"],
        "name": "Ada Lovelace",
        "title": "Database consultant",
        "company": "Example Ltd",
        "hourly_rate": 120.0,
        "currency": "EUR",
        "category": "Databases",
        "evidence": "I make slow PostgreSQL databases fast again.",
        "locked": True,
    }
    assert card["evidence"] in why
    assert card["evidence"] in PEOPLE[0]["bio"]


@pytest.mark.parametrize("query", [NOBODY, "hello", "please help me", "?!", "🎈"])
async def test_where_nobody_fits_one_question_comes_back_and_no_expert(query: str, enter: Enter) -> None:
    result = await enter().ask(query)
    assert (result["type"], result["experts"]) == ("clarification", [])
    assert result["narrative"].count("?") == 1


async def test_what_was_asked_before_is_understood_together_with_the_answer(
    enter: Enter,
) -> None:
    visitor = enter()
    asked = {"role": "user", "content": "the performance of our PostgreSQL, it is slow"}
    back = {"role": "assistant", "content": "Which skill?"}
    assert (await visitor.ask("somebody cheaper for it"))["type"] == "clarification"
    result = await visitor.ask("somebody cheaper for it", history=[asked, back])
    assert [card["name"] for card in result["experts"]] == ["Ada Lovelace"]


@pytest.mark.parametrize(
    ("narrowed", "names"),
    [
        ({"category": "Languages"}, ["Grace Hopper"]),
        ({"category": "Cooking"}, []),
        ({"max_rate": 199.5}, ["Ada Lovelace"]),
        ({"max_rate": 10}, []),
    ],
)
async def test_a_search_can_be_narrowed(narrowed: dict[str, Any], names: list[str], enter: Enter) -> None:
    result = await enter().ask("PostgreSQL", **narrowed)
    assert [card["name"] for card in result["experts"]] == names


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "query"),
        ({"query": ""}, "query"),
        ({"query": " \n"}, "query"),
        ({"query": "x" * 2001}, "query"),
        ({"query": 7}, "query"),
        ({"query": "a\x00b"}, "query"),
        ({"query": "x", "history": [{"role": "system", "content": "x"}]}, "history.0.role"),
        ({"query": "x", "history": [{"role": "user", "content": "x"}] * 101}, "history"),
        ({"query": "x", "email": "nobody"}, "email"),
        ({"query": "x", "max_rate": -1}, "max_rate"),
        ({"query": "x", "colour": "red"}, "colour"),
    ],
)
async def test_what_cannot_be_asked_is_refused_before_the_stream(
    body: dict[str, Any], field: str, enter: Enter
) -> None:
    answer = await enter().post("/api/chat", body, status=422)
    assert answer.json()["detail"]["field"] == field


async def test_the_conversation_is_kept_with_what_was_in_force(core: Core, enter: Enter) -> None:
    visitor = enter()
    history = [{"role": "user", "content": f"question {number}"} for number in range(12)]
    result = await visitor.ask("  Slow POSTGRESQL  ", history=history, email="Visitor@example.org")
    async with core.database.snapshot() as session:
        (kept,) = (await session.scalars(select(Conversation))).all()
    assert (kept.query, kept.query_key) == ("Slow POSTGRESQL", "slow postgresql")
    assert str(kept.id) == result["conversation_id"]
    assert kept.history == history[-10:]
    assert kept.email == "visitor@example.org"
    assert kept.experts[0]["profile_url"] == "https://profiles.example.org/ada"
    assert kept.top_match_score == 1
    assert kept.retrieval_settings["match"] == core.settings.chat_match
    assert kept.answered_by == "extractive"


async def test_a_change_of_the_directory_is_found_at_the_next_question(
    client: httpx.AsyncClient, enter: Enter, hired: dict[str, str]
) -> None:
    visitor = enter()
    ada = f"{API}/experts/{hired['ada']}"
    assert (await visitor.ask("falconry"))["experts"] == []
    await client.patch(ada, json={"bio": "I also know falconry."})
    assert [card["id"] for card in (await visitor.ask("falconry"))["experts"]] == [hired["ada"]]
    await client.patch(ada, json={"is_active": False})
    assert (await visitor.ask("falconry"))["experts"] == []
    await client.patch(ada, json={"is_active": True})
    assert (await visitor.ask("falconry"))["experts"] != []
    assert (await client.delete(ada)).status_code == 204
    assert (await visitor.ask("falconry"))["experts"] == []


async def test_too_many_questions_from_one_address_are_refused_before_the_stream(
    core: Core, enter: Enter
) -> None:
    core.settings.chat_rate = 1
    await enter().ask("hello")
    answer = await enter().post("/api/chat", {"query": "hello"}, status=429)
    assert answer.json()["detail"]["code"] == "TOO_MANY_ATTEMPTS"
    assert int(answer.headers["retry-after"]) >= 1


async def test_who_costs_more_since_they_were_indexed_is_not_shown(
    enter: Enter, hired: dict[str, str], core: Core
) -> None:
    visitor = enter()
    assert (await visitor.ask(max_rate=150))["type"] == "match"
    # As a large import that the index of this process has not caught up with.
    async with core.database.transaction() as session:
        await session.execute(update(Expert).where(Expert.id == UUID(hired["ada"])).values(hourly_rate=1_000))
    assert (await visitor.ask(max_rate=150))["experts"] == []


async def test_in_the_place_of_those_who_left_since_the_next_are_shown(
    client: httpx.AsyncClient, enter: Enter, core: Core
) -> None:
    hired = []
    for number in range(8):
        person = {"username": f"smith-{number}", "first_name": f"Smith{number}", "bio": "Zithers, restrung."}
        hired.append((await client.post(f"{API}/experts", json=person)).json()["id"])
    visitor = enter()
    before = [card["id"] for card in (await visitor.ask("zithers"))["experts"]]
    assert len(before) == 3
    # As a large import that the index of this process has not caught up with.
    gone = [UUID(one) for one in [*before, *(one for one in hired if one not in before)][:6]]
    async with core.database.transaction() as session:
        await session.execute(update(Expert).where(Expert.id.in_(gone)).values(is_active=False))
    after = {card["id"] for card in (await visitor.ask("zithers"))["experts"]}
    assert after == set(hired) - {str(one) for one in gone}


async def test_many_who_ask_at_once_leave_connections_to_others(enter: Enter, core: Core) -> None:
    core.settings.chat_rate = 1_000
    pool = core.database._readers.sync_engine.pool
    taken: list[int] = []
    event.listen(pool, "checkout", lambda *_: taken.append(pool.checkedout()))  # type: ignore[attr-defined]
    results = await asyncio.gather(*(enter().ask() for _ in range(60)))
    assert all(result["type"] == "match" for result in results)
    assert max(taken) <= 10
