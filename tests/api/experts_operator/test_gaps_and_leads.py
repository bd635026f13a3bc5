"""Gaps that are looked after, leads, and what is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import select, update
from tests.api.experts_operator.conftest import Enter
from tests.api.experts_operator.floor import Floor

from reprise.core.db import utcnow
from reprise.experts.access.models import EmailLead
from reprise.experts.analytics.gaps.models import GapResolution
from reprise.experts.chat.models import Conversation
from reprise.experts.forgetting.retention import forget_what_is_old

SLOW = "slow PostgreSQL queries"
NOBODY = "choreography for penguins"


async def _gaps(floor: Floor, **params: Any) -> list[tuple[str, int, str]]:
    page = await floor.get("/experts/gaps", **params)
    return [(gap["query"], gap["searches"], gap["state"]) for gap in page["items"]]


async def test_gaps_are_grouped_resolved_and_open_again_when_the_query_fails_again(
    floor: Floor, enter: Enter
) -> None:
    visitor = enter()
    for query in (NOBODY, "Choreography  for PENGUINS", "penguin ballet", SLOW):
        await visitor.ask(query)
    assert await _gaps(floor) == [
        ("Choreography  for PENGUINS", 2, "open"),
        ("penguin ballet", 1, "open"),
    ]
    key = (await floor.get("/experts/gaps"))["items"][0]["query_key"]
    await floor.send("POST", "/experts/gaps/resolve", {"query_key": key, "note": "Asked around."}, status=204)
    assert await _gaps(floor) == [("penguin ballet", 1, "open")]
    assert (await floor.get("/experts/analytics/summary"))["gaps"] == 1
    (resolved,) = (await floor.get("/experts/gaps", state="resolved"))["items"]
    assert (resolved["state"], resolved["note"], resolved["clarifications"]) == (
        "resolved",
        "Asked around.",
        2,
    )

    await visitor.ask(NOBODY)
    assert (await _gaps(floor))[0] == (NOBODY, 3, "open")
    assert await _gaps(floor, state="resolved") == []
    await floor.send("POST", "/experts/gaps/resolve", {"query_key": key}, status=204)
    await floor.send("POST", "/experts/gaps/reopen", {"query_key": key}, status=204)
    assert len(await _gaps(floor)) == 2
    unknown = {"query_key": "never asked"}
    refused = await floor.send("POST", "/experts/gaps/resolve", unknown, status=404)
    assert refused["detail"]["field"] == "query_key"


async def test_weak_matches_are_gaps_by_the_setting(floor: Floor, enter: Enter) -> None:
    found = await enter().ask("PostgreSQL indexes flutes")
    assert found["type"] == "match"
    (row,) = (await floor.get("/experts/searches"))["items"]
    assert 0 < row["top_match_score"] < 1
    await floor.set(weak_match=1.0)
    (gap,) = (await floor.get("/experts/gaps"))["items"]
    assert (gap["weak_matches"], gap["clarifications"]) == (1, 0)
    await floor.set(weak_match=0)
    assert await _gaps(floor) == []


async def test_gaps_come_in_pages(floor: Floor, enter: Enter) -> None:
    visitor = enter()
    for query in ("penguin a", "penguin b", "penguin b", "penguin c"):
        await visitor.ask(query)
    first = await floor.get("/experts/gaps", limit=2)
    rest = await floor.get("/experts/gaps", limit=2, cursor=first["next_cursor"])
    found = [gap["query"] for gap in (*first["items"], *rest["items"])]
    assert (found, first["total"], rest["next_cursor"]) == (["penguin b", "penguin a", "penguin c"], 3, None)
    for cursor in ("x", "MQ", "----"):
        await floor.get("/experts/gaps", cursor=cursor, status=422)


async def test_a_lead_is_deleted_on_request_and_its_email_everywhere(floor: Floor, enter: Enter) -> None:
    visitor, other = enter(), enter()
    await visitor.leave("ann@example.org", SLOW)
    await other.leave("bob@example.org")
    asked = await visitor.ask(SLOW)
    await visitor.vote(asked["conversation_id"], "up", email="ann@example.org")
    await other.ask(SLOW)
    assert asked["experts"][0]["profile_url"]
    page = await floor.get("/experts/leads")
    assert [(lead["email"], lead["searches"]) for lead in page["items"]] == [
        ("bob@example.org", 1),
        ("ann@example.org", 1),
    ]
    (ann,) = (await floor.get("/experts/leads", q="ANN@"))["items"]
    assert ann["query"] == SLOW and "email address" in ann["consent_text"]

    path = f"/experts/leads/{ann['id']}"
    await floor.send("DELETE", f"{path}?everywhere=true", status=204)
    await floor.send("DELETE", path, status=404)
    detail = await floor.get(f"/experts/searches/{asked['conversation_id']}")
    assert (detail["email"], detail["lead"]) == (None, None)
    assert [(vote["email"], vote["counts"]) for vote in detail["votes"]] == [(None, True)]
    # Others keep theirs, and the one who left is asked again.
    emails = [row["email"] for row in (await floor.get("/experts/searches"))["items"]]
    assert emails == ["bob@example.org", None]
    assert all(card["locked"] for card in (await visitor.ask(SLOW))["experts"])


async def test_a_deleted_lead_may_leave_its_email_on_searches(floor: Floor, enter: Enter) -> None:
    visitor = enter()
    await visitor.leave("ann@example.org")
    await visitor.ask(SLOW)
    (lead,) = (await floor.get("/experts/leads"))["items"]
    await floor.send("DELETE", f"/experts/leads/{lead['id']}", status=204)
    (row,) = (await floor.get("/experts/searches"))["items"]
    assert row["email"] == "ann@example.org"


async def test_what_is_older_than_its_days_is_forgotten_and_nothing_else(floor: Floor, enter: Enter) -> None:
    visitor = enter()
    old = await visitor.ask(SLOW)
    await visitor.vote(old["conversation_id"], "up")
    await visitor.leave("ann@example.org")
    new = await visitor.ask(NOBODY)
    async with floor.core.database.transaction() as session:
        past = utcnow() - timedelta(days=11)
        aged = update(Conversation).where(Conversation.query == SLOW).values(created_at=past)
        await session.execute(aged)
        await session.execute(update(EmailLead).values(created_at=past))
    assert await forget_what_is_old(floor.core) == 0
    await floor.set(retention_days=12, lead_retention_days=12)
    assert await forget_what_is_old(floor.core) == 0
    await floor.set(retention_days=10)
    assert await forget_what_is_old(floor.core) == 1
    assert [row["id"] for row in (await floor.get("/experts/searches"))["items"]] == [new["conversation_id"]]
    assert (await floor.get("/experts/leads"))["total"] == 1
    await floor.set(lead_retention_days=10)
    assert await forget_what_is_old(floor.core) == 1
    assert (await floor.get("/experts/leads"))["total"] == 0
    assert (await floor.get("/experts/searches"))["items"][0]["email"] is None


async def test_a_deleted_search_is_nowhere_in_words_either(floor: Floor, enter: Enter) -> None:
    visitor, other = enter(), enter()
    secret = "penguins of Ann Smith in Example Street"
    first, second = await visitor.ask(secret), await other.ask(secret)
    await visitor.leave("ann@example.org", secret)
    key = (await floor.get("/experts/gaps"))["items"][0]["query_key"]
    await floor.send("POST", "/experts/gaps/resolve", {"query_key": key}, status=204)

    await floor.send("DELETE", f"/experts/searches/{first['conversation_id']}", status=204)
    (lead,) = (await floor.get("/experts/leads"))["items"]
    assert (lead["email"], lead["query"]) == ("ann@example.org", None)
    # Somebody else asked the same: their gap stays closed.
    assert [state for _, _, state in await _gaps(floor, state="resolved")] == ["resolved"]
    await floor.send("DELETE", f"/experts/searches/{second['conversation_id']}", status=204)
    async with floor.core.database.snapshot() as session:
        assert (await session.scalars(select(GapResolution))).all() == []


async def test_only_the_operator_reads(floor: Floor, enter: Enter, client: httpx.AsyncClient) -> None:
    visitor = enter()
    await visitor.ask(SLOW)
    for path in ("searches", "leads", "gaps", "settings", "analytics/summary", "searches/export"):
        answer = await visitor.client.get(f"/api/v1/experts/{path}")
        assert answer.status_code == 401, path
