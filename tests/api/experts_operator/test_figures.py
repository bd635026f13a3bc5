"""What the operator reads stays right, however people vote."""

from __future__ import annotations

from tests.api.experts_operator.conftest import Enter
from tests.api.experts_operator.floor import Floor

from reprise.core.db import utcnow

SLOW = "slow PostgreSQL queries"
NOBODY = "choreography for penguins"


async def test_the_summary_has_exactly_what_the_document_says(floor: Floor, enter: Enter) -> None:
    assert await floor.get("/experts/analytics/summary") == {
        "searches": 0,
        "match_rate": None,
        "votes": {"up": 0, "down": 0},
        "leads": 0,
        "gaps": 0,
    }
    visitor = enter()
    found = await visitor.ask(SLOW)
    assert found["type"] == "match"
    assert (await visitor.ask(NOBODY))["type"] == "clarification"
    await visitor.vote(found["conversation_id"], "up")
    await visitor.leave("ada@example.org", SLOW)
    assert await floor.get("/experts/analytics/summary", days=1) == {
        "searches": 2,
        "match_rate": 0.5,
        "votes": {"up": 1, "down": 0},
        "leads": 1,
        "gaps": 1,
    }


async def test_only_the_newest_vote_of_a_conversation_counts_in_every_view(
    floor: Floor, enter: Enter
) -> None:
    visitor = enter()
    first, second = [await visitor.ask(SLOW) for _ in range(2)]
    shown = [card["id"] for card in first["experts"]]
    for vote in ("up", "up", "down", "up", "down"):
        await visitor.vote(first["conversation_id"], vote, expert_ids=shown[:1])
    await visitor.vote(second["conversation_id"], "up")
    # Another session's vote is none.
    await enter().vote(second["conversation_id"], "down", status=404)
    await floor.count()

    summary = await floor.get("/experts/analytics/summary")
    assert summary["votes"] == {"up": 1, "down": 1}
    dashboard = await floor.get("/experts/analytics/dashboard", days=7)
    assert dashboard["summary"] == summary
    today = dashboard["series"][-1]
    assert today == {
        "date": utcnow().date().isoformat(),
        "searches": 2,
        "matches": 2,
        "up": 1,
        "down": 1,
        "leads": 0,
    }
    assert len(dashboard["series"]) == 7 and sum(day["searches"] for day in dashboard["series"]) == 2
    assert (dashboard["vote_rate"], dashboard["share_up"], dashboard["lead_rate"]) == (1.0, 0.5, 0.0)
    assert dashboard["top_downvoted_queries"] == [{"query": SLOW, "up": 1, "down": 1}]
    (disliked,) = dashboard["top_downvoted_experts"]
    # Named by the one that is down; the other one is about everybody who was shown.
    assert (disliked["id"], disliked["down"], disliked["up"]) == (shown[0], 1, 1)

    listed = {row["id"]: row["vote"] for row in (await floor.get("/experts/searches"))["items"]}
    assert listed == {first["conversation_id"]: "down", second["conversation_id"]: "up"}
    (down,) = (await floor.get("/experts/searches", vote="down"))["items"]
    assert down["id"] == first["conversation_id"]
    assert (await floor.get("/experts/searches", vote="none"))["items"] == []
    assert (await floor.get("/insights/thumbs"))["total"]["experts"] == {"up": 1, "down": 1}
    assert [line.count('"label": true') for line in (await floor.text("/insights/kto")).splitlines()] == [
        0,
        1,
    ]

    detail = await floor.get(f"/experts/searches/{first['conversation_id']}")
    assert [(vote["vote"], vote["counts"]) for vote in detail["votes"]] == [
        ("down", True),
        ("up", False),
        ("down", False),
        ("up", False),
        ("up", False),
    ]


async def test_queries_are_counted_whatever_their_case_and_spacing(floor: Floor, enter: Enter) -> None:
    visitor = enter()
    for query in ("compilers", "Slow  postgresql Queries", SLOW):
        await visitor.ask(query)
    dashboard = await floor.get("/experts/analytics/dashboard")
    assert dashboard["top_queries"] == [{"query": SLOW, "searches": 2}, {"query": "compilers", "searches": 1}]


async def test_days_begin_at_midnight_and_are_bounded(floor: Floor) -> None:
    assert len((await floor.get("/experts/analytics/dashboard", days=366))["series"]) == 366
    for days in (0, 367, "x"):
        await floor.get("/experts/analytics/summary", days=days, status=422)


async def test_a_deleted_expert_stays_in_the_figures_without_a_name(floor: Floor, enter: Enter) -> None:
    visitor = enter()
    found = await visitor.ask("wind tunnels aerodynamics")
    await visitor.vote(found["conversation_id"], "down")
    await floor.send("DELETE", f"/experts/{floor.ids['mary']}", status=204)
    dashboard = await floor.get("/experts/analytics/dashboard")
    assert dashboard["top_downvoted_experts"] == [{"id": floor.ids["mary"], "name": None, "up": 0, "down": 1}]
    detail = await floor.get(f"/experts/searches/{found['conversation_id']}")
    assert [(card["name"], card["exists"]) for card in detail["experts"]] == [("Mary Jackson", False)]
