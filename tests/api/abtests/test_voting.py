"""Voting over HTTP: what is presented, the listening gate, votes, reveal, and second thoughts."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

from tests.api.abtests.lab import Lab
from tests.api.abtests.sound import pitch, tone

Json = dict[str, Any]


async def test_two_raters_vote_and_learn_what_was_what(lab: Lab) -> None:
    a, b = await lab.registry.make("cold"), await lab.registry.make("warm")
    test = await lab.ready(adapter_a=a["id"], adapter_b=b["id"], prompts=2)
    for rater in await lab.raters(test, 2):
        for done in (1, 2):
            asked = await rater.asked()
            assert asked["progress"] == {"done": done - 1, "total": 2}
            voted = await rater.vote(asked, "left", notes="more space")
            revealed = [voted["reveal"][side] for side in ("left", "right")]
            assert {one["adapter_id"] for one in revealed} == {a["id"], b["id"]}
            assert {one["name"] for one in revealed} == {"cold", "warm"}
            assert voted["progress"] == {"done": done, "total": 2}
        assert await rater.next() is None
    counts = (await lab.results(test))["counts"]
    assert (counts["total"], counts["raters"], counts["a"] + counts["b"]) == (4, 2, 4)


async def test_the_reveal_says_what_was_heard(lab: Lab) -> None:
    """Which master each side was made of, read off the audio that was heard."""
    test = await lab.generating(prompts=3)
    pairs = await lab.pairs(test)
    for pair in pairs:
        await lab.complete(pair, sides="a", content=tone(300))
        await lab.complete(pair, sides="b", content=tone(900))
    rater = lab.owner(test)
    for _ in pairs:
        asked = await rater.asked()
        heard = {side: pitch((await rater.hear(asked[side])).content) for side in ("left", "right")}
        revealed = (await rater.vote(asked, "tie"))["reveal"]
        for side in ("left", "right"):
            expected = 300 if revealed[side]["adapter_id"] is None else 900
            assert abs(heard[side] - expected) < 5
            assert revealed[side]["name"] == ("base" if expected == 300 else test["b"]["name"])


async def test_the_same_pair_comes_until_it_is_voted_on(lab: Lab) -> None:
    test = await lab.ready(prompts=4)
    (rater,) = await lab.raters(test, 1)
    several = await asyncio.gather(*(rater.asked() for _ in range(5)))
    assert all(one == several[0] for one in several)
    await rater.vote(several[0], "both_bad")
    assert (await rater.asked())["pair_id"] != several[0]["pair_id"]


async def test_every_pair_comes_once_in_an_order_of_ones_own(lab: Lab) -> None:
    test = await lab.ready(prompts=6)
    orders = []
    for rater in await lab.raters(test, 3):
        asked = []
        while (pair := await rater.next()) is not None:
            asked.append(pair["prompt"])
            await rater.vote(pair, "tie")
        orders.append(asked)
    assert [sorted(order) for order in orders] == [sorted(orders[0])] * 3
    assert len({tuple(order) for order in orders}) > 1


async def test_who_votes_too_early_is_told_to_listen(lab: Lab) -> None:
    test = await lab.generating(min_listen_ms=800)
    (pair,) = await lab.pairs(test)
    await lab.complete(pair)
    rater = lab.owner(test)
    asked = await rater.asked()
    assert asked["min_listen_ms"] == 800
    for heard, field in (((799, 800), "left"), ((800, 799), "right"), ((0, 0), "left")):
        listened = dict(zip(("left", "right"), heard, strict=True))
        early = await rater.try_vote(asked, "left", listened_ms=listened)
        assert early.status_code == 422
        assert early.json()["detail"]["code"] == "LISTEN_LONGER"
        assert early.json()["detail"]["field"] == f"listened_ms.{field}"
        assert "reveal" not in early.text
    assert await rater.asked() == asked
    await rater.vote(asked, "left", listened_ms={"left": 800, "right": 800})


async def test_nobody_must_listen_longer_than_the_sample(lab: Lab) -> None:
    test = await lab.generating(min_listen_ms=60_000)
    (pair,) = await lab.pairs(test)
    await lab.complete(pair, sides="a", content=tone(300, seconds=0.7))
    await lab.complete(pair, sides="b", content=tone(300, seconds=1.5))
    rater = lab.owner(test)
    asked = await rater.asked()
    assert (asked["min_listen_ms"], asked["duration_ms"]) == (700, 1_500)
    await rater.vote(asked, "left", listened_ms={"left": 700, "right": 700})


async def test_a_second_vote_supersedes_and_the_first_stays_in_the_history(lab: Lab) -> None:
    test = await lab.ready()
    rater = lab.owner(test)
    asked = await rater.asked()
    assert not (await rater.vote(asked, "tie"))["superseded"]
    assert (await rater.vote(asked, "both_bad", notes="after all"))["superseded"]
    assert not (await rater.vote(asked, "both_bad", notes="after all"))["superseded"]
    counts = (await lab.results(test))["counts"]
    assert (counts["ties"], counts["both_bad"], counts["total"], counts["changed"]) == (0, 1, 1, 1)
    history = await lab.studio.get(f"/ab-tests/{test['id']}/votes")
    shown = [(one["number"], one["choice"], one["superseded"], one["notes"]) for one in history["items"]]
    assert shown == [(2, "both_bad", False, "after all"), (1, "tie", True, None)]
    assert (await lab.test(test))["votes"] == 1


async def test_votes_at_once_on_one_pair_are_all_kept_and_one_counts(lab: Lab) -> None:
    test = await lab.ready()
    rater = lab.owner(test)
    asked = await rater.asked()
    choices = ["left", "right", "tie", "both_bad"]
    await asyncio.gather(*(rater.vote(asked, choice) for choice in choices))
    history = (await lab.studio.get(f"/ab-tests/{test['id']}/votes"))["items"]
    assert sorted(one["choice"] for one in history) == sorted(choices)
    assert [one["number"] for one in history] == [4, 3, 2, 1]
    assert (await lab.results(test))["counts"]["total"] == 1


async def test_a_repeated_request_votes_once(lab: Lab) -> None:
    test = await lab.ready()
    rater = lab.owner(test)
    asked = {"pair_id": (await rater.asked())["pair_id"], "choice": "tie"}
    asked["listened_ms"] = {"left": 5_000, "right": 5_000}
    answers = [
        await rater.client.post(f"{rater.path}/votes", json=asked, headers={"Idempotency-Key": "k"})
        for _ in range(2)
    ]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["idempotency-replayed"] == "true"
    assert len((await lab.studio.get(f"/ab-tests/{test['id']}/votes"))["items"]) == 1


async def test_only_ones_own_pairs_can_be_voted_on(lab: Lab) -> None:
    test, other = await lab.ready(), await lab.ready()
    first, second = await lab.raters(test, 2)
    asked = await first.asked()
    await second.asked()
    for pair_id in (asked["pair_id"], str(uuid4()), (await lab.pairs(test))[0]["id"]):
        refused = await second.try_vote({"pair_id": pair_id}, "left")
        assert (refused.status_code, refused.json()["detail"]["field"]) == (404, "pair_id")
    elsewhere = await lab.owner(other).try_vote(asked, "left")
    assert elsewhere.status_code == 404


async def test_what_no_vote_can_be_is_refused(lab: Lab) -> None:
    test = await lab.ready()
    rater = lab.owner(test)
    asked = await rater.asked()
    wrong: list[Json] = [
        {"choice": "a"},
        {"listened_ms": {"left": 5_000}},
        {"listened_ms": {"left": -1, "right": 0}},
        {"segments": {"left": [[5, 3]]}},
        {"notes": "x" * 4_001},
        {"rating": 5},
    ]
    for fields in wrong:
        refused = await rater.try_vote(asked, **({"choice": "left"} | fields))
        assert refused.status_code == 422, fields
        assert refused.json()["detail"]["code"] == "VALIDATION_ERROR"
    heard = {"left": [[0, 400], [600, 900]], "right": [[0, 1_000]]}
    await rater.vote(asked, "left", segments=heard)


async def test_there_is_nothing_to_hear_before_the_pairs_are_made(lab: Lab) -> None:
    draft, started = await lab.draft(), await lab.generating()
    for test, code in ((draft, "AB_TEST_NOT_GENERATED"), (started, "AB_TEST_NOT_READY")):
        refused = await lab.client.get(f"/ab-tests/{test['id']}/next")
        assert (refused.status_code, refused.json()["detail"]["code"]) == (409, code)
    assert (await lab.client.get(f"/ab-tests/{uuid4()}/next")).status_code == 404


async def test_failed_pairs_are_not_presented_and_come_back_after_a_retry(lab: Lab) -> None:
    test = await lab.generating(prompts=2)
    good, bad = await lab.pairs(test)
    await lab.complete(good)
    for side in "ab":
        await lab.fail(bad[side]["job_id"])
    first, second = await lab.raters(test, 2)
    waiting = await second.asked()
    assert (waiting["prompt"], waiting["progress"]["total"]) == (good["prompt"]["text"], 1)
    await first.vote_all(["left"])
    assert await first.next() is None
    await lab.post(f"/ab-tests/{test['id']}/retry", status=202)
    assert await second.asked() == waiting
    await second.vote(waiting, "left")
    still = await first.client.get(f"{first.path}/next")
    assert (still.status_code, still.json()["detail"]["code"]) == (409, "AB_TEST_NOT_READY")
    await lab.complete((await lab.pairs(test))[1])
    assert (await first.asked())["prompt"] == bad["prompt"]["text"]


async def test_a_closed_test_takes_no_votes_and_stays_closed(lab: Lab) -> None:
    test = await lab.ready(prompts=2)
    (rater,) = await lab.raters(test, 1)
    token = (await lab.invite(test))["token"]
    await rater.vote_all(["left"])
    asked = await rater.asked()
    assert (await lab.post(f"/ab-tests/{test['id']}/close"))["status"] == "closed"
    assert (await lab.post(f"/ab-tests/{test['id']}/close"))["status"] == "closed"
    joining = await lab.stranger().post(f"/ab-tests/{test['id']}/raters", json={"token": token})
    inviting = await lab.client.post(f"/ab-tests/{test['id']}/invites", json={})
    retrying = await lab.client.post(f"/ab-tests/{test['id']}/retry")
    asking = await rater.client.get(f"{rater.path}/next")
    for refused in (await rater.try_vote(asked, "left"), joining, inviting, retrying, asking):
        assert (refused.status_code, refused.json()["detail"]["code"]) == (409, "AB_TEST_CLOSED")
    assert (await lab.results(test))["counts"]["total"] == 1
    draft = await lab.draft()
    refused = await lab.client.post(f"/ab-tests/{draft['id']}/close")
    assert (refused.status_code, refused.json()["detail"]["code"]) == (409, "AB_TEST_NOT_GENERATED")
