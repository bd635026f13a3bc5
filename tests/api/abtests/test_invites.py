"""People who rate without an account: links, the secret that they are traded for, and what it opens."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import httpx
from tests.api.abtests.lab import Lab

Json = dict[str, Any]


async def _trade(lab: Lab, test: Json, token: str, client: httpx.AsyncClient | None = None) -> httpx.Response:
    return await (client or lab.stranger()).post(f"/ab-tests/{test['id']}/raters", json={"token": token})


async def test_a_link_is_traded_for_a_cookie_and_a_bearer(lab: Lab) -> None:
    test = await lab.ready()
    made = await lab.invite(test, label="The choir", uses=2)
    assert made["url"] == f"/songs/rate/{test['id']}#{made['token']}"
    browser = lab.stranger()
    joined = await _trade(lab, test, made["token"], browser)
    assert joined.status_code == 201
    cookie = joined.headers["set-cookie"]
    assert f"Path=/api/v1/ab-tests/{test['id']};" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    program = lab.stranger(authorization=f"Bearer {joined.json()['token']}")
    pair = (await browser.get(f"/ab-tests/{test['id']}/next")).json()
    assert (await program.get(f"/ab-tests/{test['id']}/next")).json() == pair


async def test_opening_the_link_again_uses_nothing(lab: Lab) -> None:
    test = await lab.ready()
    made = await lab.invite(test, uses=1)
    browser = lab.stranger()
    first = await _trade(lab, test, made["token"], browser)
    again = await _trade(lab, test, made["token"], browser)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["rater_id"] == again.json()["rater_id"]
    assert again.json()["token"] is None
    (shown,) = (await lab.studio.get(f"/ab-tests/{test['id']}/invites"))["items"]
    assert (shown["used"], shown["uses"], "token" in shown) == (1, 1, False)


async def test_of_many_at_once_only_as_many_come_as_the_link_has_uses(lab: Lab) -> None:
    test = await lab.ready()
    token = (await lab.invite(test, uses=3))["token"]
    answers = await asyncio.gather(*(_trade(lab, test, token) for _ in range(12)))
    assert sorted(one.status_code for one in answers) == [201] * 3 + [409] * 9
    refused = next(one for one in answers if one.status_code == 409)
    assert refused.json()["detail"]["code"] == "AB_INVITE_USED_UP"
    assert len({one.json()["rater_id"] for one in answers if one.status_code == 201}) == 3
    (shown,) = (await lab.studio.get(f"/ab-tests/{test['id']}/invites"))["items"]
    assert shown["used"] == 3


async def test_a_link_opens_its_own_test_until_it_is_taken_back(lab: Lab) -> None:
    test, other = await lab.ready(), await lab.ready()
    made = await lab.invite(test, uses=5)
    rater = await lab.join(test, made["token"])
    for where, token in ((other, made["token"]), (test, "guessed"), ({"id": str(uuid4())}, made["token"])):
        refused = await _trade(lab, where, token)
        assert (refused.status_code, refused.json()["detail"]["code"]) == (404, "AB_INVITE_NOT_FOUND")
    gone = await lab.client.delete(f"/ab-tests/{test['id']}/invites/{made['id']}")
    assert gone.status_code == 204
    assert (await _trade(lab, test, made["token"])).status_code == 404
    await rater.vote_all(["left"])
    assert (await lab.client.delete(f"/ab-tests/{test['id']}/invites/{made['id']}")).status_code == 404


async def test_a_rater_reaches_nothing_but_next_streams_and_votes(lab: Lab) -> None:
    """Neither results, nor what is behind a pair, nor anything else of the installation."""
    test, other = await lab.ready(), await lab.ready()
    (pair,) = await lab.pairs(test)
    (rater,) = await lab.raters(test, 1)
    program = lab.stranger(authorization=f"Bearer {rater.token}")
    asked = await rater.asked()
    closed = [
        f"/ab-tests/{test['id']}",
        f"/ab-tests/{test['id']}/results",
        f"/ab-tests/{test['id']}/pairs",
        f"/ab-tests/{test['id']}/votes",
        f"/ab-tests/{test['id']}/invites",
        "/ab-tests",
        "/leaderboard",
        "/ab-test-plan",
        "/jobs",
        f"/generate/{pair['a']['job_id']}",
        f"/audio/{pair['a']['audio_id']}/stream",
        f"/adapters/{test['b']['adapter_id']}",
        f"/ab-tests/{other['id']}/next",
    ]
    for path in closed:
        for client in (rater.client, program):
            assert (await client.get(path)).status_code == 401, path
    for method, path in (("POST", "close"), ("POST", "generate"), ("POST", "promote"), ("DELETE", "")):
        address = f"/ab-tests/{test['id']}/{path}".rstrip("/")
        assert (await rater.client.request(method, address, json={})).status_code == 401
    await rater.vote(asked, "left")
    assert (await rater.client.get(f"/ab-tests/{test['id']}/results")).status_code == 401
    assert (await lab.stranger().get(f"/ab-tests/{test['id']}/next")).status_code == 401


async def test_streams_of_others_are_not_there(lab: Lab) -> None:
    test = await lab.ready()
    first, second = await lab.raters(test, 2)
    asked, others = await first.asked(), await second.asked()
    assert (await first.hear(asked["left"])).status_code == 200
    assert (await first.hear(others["left"])).status_code == 404
    assert (await lab.owner(test).hear(asked["left"])).status_code == 404
    nothing = {"url": f"/api/v1/ab-tests/{test['id']}/streams/{uuid4()}"}
    assert (await first.hear(nothing)).status_code == 404


async def test_uses_have_bounds(lab: Lab) -> None:
    test = await lab.draft()
    for uses in (0, 501, "2"):
        refused = await lab.client.post(f"/ab-tests/{test['id']}/invites", json={"uses": uses})
        assert (refused.status_code, refused.json()["detail"]["field"]) == (422, "uses")
    assert (await lab.invite(test, uses=500))["uses"] == 500
