"""Thumbs that move experts, bounded and only where somebody turned it on; and the lab."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest
from tests.api.experts_operator.conftest import Enter
from tests.api.experts_operator.floor import Floor

from reprise.core.db import utcnow
from reprise.experts.boosts.posterior import PRIOR_VOTES, Thumbs, boost
from reprise.experts.learning import repository

ASKED = "PostgreSQL"


@pytest.mark.parametrize(
    ("up", "votes", "everybody", "expected"),
    [
        (0, 4, Thumbs(50, 100), 0.0),
        (10, 10, Thumbs(49, 98), (10 + PRIOR_VOTES * 0.5) / 20 - 0.5),
        (0, 10, Thumbs(49, 98), (0 + PRIOR_VOTES * 0.5) / 20 - 0.5),
        (5, 10, Thumbs(49, 98), 0.0),
        (1_000, 1_000, Thumbs(49, 98), 0.3),
        (0, 1_000, Thumbs(49, 98), -0.3),
    ],
)
def test_the_boost_is_the_posterior_mean_less_the_prior_cut_at_the_bound(
    up: int, votes: int, everybody: Thumbs, expected: float
) -> None:
    assert boost(Thumbs(up, votes), everybody, least_votes=5, bound=0.3) == pytest.approx(expected)


async def _order(floor: Floor, enter: Enter) -> list[str]:
    names = {expert_id: name for name, expert_id in floor.ids.items()}
    return [names[card["id"]] for card in (await enter().ask(ASKED))["experts"]]


async def _praise(floor: Floor, enter: Enter, name: str, times: int, vote: str = "up") -> list[str]:
    asked = []
    for _ in range(times):
        visitor = enter()
        found = await visitor.ask(ASKED)
        await visitor.vote(found["conversation_id"], "up" if vote == "down" else "down")
        # What was switched away from must not count.
        await visitor.vote(found["conversation_id"], vote, expert_ids=[floor.ids[name]])
        asked.append(found["conversation_id"])
    return asked


async def test_thumbs_move_experts_only_where_learning_is_on(floor: Floor, enter: Enter) -> None:
    before = await _order(floor, enter)
    assert len(before) == 3
    await _praise(floor, enter, before[2], 3)
    await _praise(floor, enter, before[0], 3, "down")
    assert await floor.count() > 0
    assert await _order(floor, enter) == before
    await floor.set(learning=True, learning_votes=3, learning_bound=0.5)
    after = await _order(floor, enter)
    assert (after[0], after[2]) == (before[2], before[0])
    await floor.set(learning_votes=4)
    assert await _order(floor, enter) == before
    await floor.set(learning_votes=3, learning_bound=0)
    assert await _order(floor, enter) == before


async def test_two_workers_count_for_the_first_time_at_once(floor: Floor, enter: Enter) -> None:
    before = await _order(floor, enter)
    (asked, *_) = map(UUID, await _praise(floor, enter, before[2], 1))
    counted = {"conversation_id": asked, "expert_id": UUID(floor.ids[before[2]]), "up": True}
    rows = [counted | {"voted_at": utcnow()}]

    async def count_meanwhile() -> None:
        async with floor.core.database.transaction() as session:
            await repository.recount(session, [asked], rows)

    async with floor.core.database.transaction() as session:
        await repository.recount(session, [asked], rows)
        meanwhile = asyncio.create_task(count_meanwhile())
        # Until it waits: on PostgreSQL for the rows, on SQLite for the file.
        await asyncio.sleep(0.3)
    await meanwhile
    await floor.count()
    async with floor.core.database.snapshot() as session:
        assert len(await repository.counted(session, [asked])) == 1


async def test_counting_again_counts_the_same_and_a_deleted_search_no_more(
    floor: Floor, enter: Enter
) -> None:
    before = await _order(floor, enter)
    asked = await _praise(floor, enter, before[2], 3)
    await _praise(floor, enter, before[0], 3, "down")
    await floor.set(learning=True, learning_votes=3, learning_bound=0.5)
    for _ in range(2):
        await floor.count()
    moved = await _lab(floor)
    assert {one["boost"] for one in moved["baseline"]["experts"]} != {0.0}
    for conversation_id in asked:
        await floor.send("DELETE", f"/experts/searches/{conversation_id}", status=204)
    await _praise(floor, enter, before[0], 1, "down")
    await floor.count()
    boosts = {one["id"]: one["boost"] for one in (await _lab(floor))["baseline"]["experts"]}
    assert boosts[floor.ids[before[2]]] == 0.0


async def _lab(floor: Floor, *variants: dict[str, Any], status: int = 200, **more: Any) -> Any:
    body = {"query": ASKED, "variants": list(variants) or [{"name": "same"}], **more}
    return await floor.send("POST", "/experts/lab", body, status=status)


async def test_the_lab_shows_who_moves_who_is_new_and_who_is_dropped(floor: Floor, enter: Enter) -> None:
    before = await _order(floor, enter)
    await _praise(floor, enter, before[2], 5)
    await _praise(floor, enter, before[0], 5, "down")
    await floor.count()
    searches = (await floor.get("/experts/searches"))["total"]
    out = await _lab(
        floor,
        {"name": "One", "experts_shown": 1},
        {"name": "Learning", "learning": True, "learning_bound": 0.5},
        {"name": "By words alone", "dense_weight": 0.0},
    )
    baseline, (one, learning, words) = out["baseline"], out["variants"]
    assert [expert["id"] for expert in baseline["experts"]] == [floor.ids[name] for name in before]
    assert {expert["change"] for expert in baseline["experts"]} == {"same"}
    assert [dropped["baseline_rank"] for dropped in one["dropped"]] == [2, 3]
    assert one["settings"]["experts_shown"] == 1
    changes = {expert["id"]: (expert["change"], expert["baseline_rank"]) for expert in learning["experts"]}
    assert changes[floor.ids[before[2]]] == ("up", 3)
    assert changes[floor.ids[before[0]]] == ("down", 1)
    assert [expert["change"] for expert in words["experts"]] == ["same"] * 3
    # Nothing of it is kept.
    assert (await floor.get("/experts/searches"))["total"] == searches

    fewer = await floor.set(experts_shown=1)
    assert fewer["experts_shown"]["value"] == 1
    wider = (await _lab(floor, {"name": "Three", "experts_shown": 3}))["variants"][0]
    assert [expert["change"] for expert in wider["experts"]] == ["same", "new", "new"]


async def test_the_lab_refuses_what_is_out_of_range(floor: Floor) -> None:
    for wrong in ({"learning_bound": 2}, {"experts_shown": 0}, {"lexical_weight": -1}, {"colour": 1}):
        await _lab(floor, {"name": "x", **wrong}, status=422)
    await _lab(floor, *[{"name": str(number)} for number in range(4)], status=422)
    await floor.send("POST", "/experts/lab", {"query": "", "variants": [{"name": "x"}]}, status=422)
    nobody = await _lab(floor, query="choreography for penguins")
    assert (nobody["baseline"]["type"], nobody["baseline"]["experts"]) == ("clarification", [])
