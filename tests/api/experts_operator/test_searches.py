"""Searches as the operator reads, filters, takes away and deletes them."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update
from tests.api.experts_operator.conftest import Enter
from tests.api.experts_operator.floor import Floor

from reprise.experts.chat.models import Conversation

SLOW = "slow PostgreSQL queries"
NOBODY = "choreography for penguins"


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def _found(floor: Floor, **params: Any) -> list[str]:
    return [row["query"] for row in (await floor.get("/experts/searches", **params))["items"]]


async def test_filters_combine(floor: Floor, enter: Enter) -> None:
    visitor = enter()
    await visitor.ask(NOBODY)
    await visitor.leave("ann@example.org")
    found = await visitor.ask(SLOW)
    await visitor.vote(found["conversation_id"], "down")
    assert await _found(floor) == [SLOW, NOBODY]
    assert await _found(floor, type="clarification") == [NOBODY]
    assert await _found(floor, vote="none") == [NOBODY]
    assert await _found(floor, has_email=True) == [SLOW]
    assert await _found(floor, has_email=False) == [NOBODY]
    assert await _found(floor, q="POSTGRESQL  quer") == [SLOW]
    assert await _found(floor, q="100%") == []
    assert await _found(floor, date_to="2020-01-01") == []
    assert await _found(floor, date_from="2020-01-01", vote="down", type="match", q="slow") == [SLOW]
    for wrong in (
        {"type": "x"},
        {"vote": "maybe"},
        {"date_from": "yesterday"},
        {"cursor": "x"},
        {"limit": 0},
    ):
        await floor.get("/experts/searches", status=422, **wrong)


async def test_pages_lead_on(floor: Floor, enter: Enter) -> None:
    visitor = enter()
    for number in range(5):
        await visitor.ask(f"compilers {number}")
    page = await floor.get("/experts/searches", limit=3)
    rest = await floor.get("/experts/searches", limit=3, cursor=page["next_cursor"])
    assert (page["total"], len(page["items"]), len(rest["items"]), rest["next_cursor"]) == (5, 3, 2, None)
    assert len({row["id"] for row in (*page["items"], *rest["items"])}) == 5


async def test_one_search_with_all_that_came_of_it(floor: Floor, enter: Enter) -> None:
    visitor = enter()
    said = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "What is it about?"}]
    found = await visitor.ask(SLOW, history=said)
    reason = {"reasons": ["Not relevant to my problem"], "comment": "=cmd()"}
    await visitor.vote(found["conversation_id"], "down", **reason)
    await visitor.leave("ann@example.org", SLOW)
    await visitor.click(found["conversation_id"])
    detail = await floor.get(f"/experts/searches/{found['conversation_id']}")
    assert (detail["query"], detail["history"], detail["response_type"]) == (SLOW, said, "match")
    assert detail["narrative"] == found["narrative"]
    assert [card["id"] for card in detail["experts"]] == [card["id"] for card in found["experts"]]
    assert all(card["exists"] and card["why_them"] for card in detail["experts"])
    (vote,) = detail["votes"]
    assert {name: vote[name] for name in reason} == reason and vote["counts"] is True
    (click,) = detail["clicks"]
    assert click["expert_id"] == found["experts"][0]["id"]
    assert detail["lead"]["email"] == "ann@example.org"
    assert detail["retrieval_settings"]["shown"] == 3
    await floor.get(f"/experts/searches/{uuid4()}", status=404)
    await floor.get("/experts/searches/x", status=422)


async def test_a_deleted_search_leaves_every_figure(floor: Floor, enter: Enter) -> None:
    visitor = enter()
    found = await visitor.ask(SLOW)
    await visitor.vote(found["conversation_id"], "down")
    await visitor.leave("ann@example.org")
    await visitor.click(found["conversation_id"])
    await floor.count()
    path = f"/experts/searches/{found['conversation_id']}"
    await floor.send("DELETE", path, status=204)
    await floor.send("DELETE", path, status=404)
    await floor.get(path, status=404)
    summary = await floor.get("/experts/analytics/summary")
    assert summary == {
        "searches": 0,
        "match_rate": None,
        "votes": {"up": 0, "down": 0},
        "leads": 1,
        "gaps": 0,
    }
    assert (await floor.get("/insights/thumbs"))["total"]["experts"] == {"up": 0, "down": 0}
    assert await floor.text("/insights/kto") == ""


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
async def test_no_cell_is_a_formula(begins: str, floor: Floor, enter: Enter) -> None:
    evil = f"{begins}HYPERLINK(0)"
    visitor = enter()
    found = await visitor.ask(SLOW)
    await visitor.vote(found["conversation_id"], "down", comment=f"x{evil}", reasons=[f"{evil} reason"])
    await visitor.leave("ann@example.org", f"x{evil}")
    async with floor.core.database.transaction() as session:
        # As it could be written by whoever does not trim what was typed.
        await session.execute(update(Conversation).values(query=evil))
    (row,) = table(await floor.text("/experts/searches/export"))
    assert row["query"] == f"'{evil}" and row["vote"] == "down" and row["comment"] == f"x{evil}"
    # A tab before a word is trimmed where it comes in.
    assert row["reasons"].startswith("'") or not row["reasons"].startswith(("=", "+", "-", "@"))
    for path in ("searches", "leads", "gaps"):
        for line in table(await floor.text(f"/experts/{path}/export")):
            assert not [cell for cell in line.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


async def test_files_have_what_the_lists_have(floor: Floor, enter: Enter) -> None:
    visitor = enter()
    await visitor.leave("ann@example.org", NOBODY)
    for query in (SLOW, NOBODY, NOBODY):
        await visitor.ask(query)
    rows = table(await floor.text("/experts/searches/export"))
    assert [row["query"] for row in rows] == [NOBODY, NOBODY, SLOW]
    assert "Ada Lovelace" in rows[2]["experts"] and rows[0]["experts"] == ""
    only = table(await floor.text("/experts/searches/export", type="match"))
    assert [row["query"] for row in only] == [SLOW]
    (lead,) = table(await floor.text("/experts/leads/export"))
    assert (lead["email"], lead["query"], lead["searches"]) == ("ann@example.org", NOBODY, "3")
    (gap,) = table(await floor.text("/experts/gaps/export"))
    assert (gap["query"], gap["searches"], gap["state"]) == (NOBODY, "2", "open")


async def test_a_file_goes_on_behind_the_first_batch(
    floor: Floor, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reprise.experts.analytics.exports.rows.BATCH", 2)
    visitor = enter()
    queries = [f"penguins {number}" for number in range(5)]
    for query in queries:
        await visitor.ask(query)
    assert [row["query"] for row in table(await floor.text("/experts/searches/export"))] == queries[::-1]
    assert [row["query"] for row in table(await floor.text("/experts/gaps/export"))] == queries
