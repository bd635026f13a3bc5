"""Raters with an account: people of the role, who see what they were invited to and nothing else."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest
from tests.api.abtests.lab import Lab, Rater
from tests.api.accounts_fixtures import settings
from tests.api.conftest import ConnectAs
from tests.support.plans import noted

from reprise.core.auth.models import Role, User
from reprise.core.auth.tokens import AccessClaim, issue_access_token
from reprise.core.context import Core

__all__ = ["settings"]


async def _person(core: Core, connect: ConnectAs, role: Role) -> httpx.AsyncClient:
    user = User(id=uuid4(), email=f"{uuid4().hex}@example.org", role=role, token_version=0)
    async with core.database.transaction() as session:
        session.add(user)
    token = issue_access_token(core.keys.access_tokens, AccessClaim(user.id, 0))
    return connect(authorization=f"Bearer {token}")


@pytest.fixture
async def client(core: Core, connect: ConnectAs) -> httpx.AsyncClient:
    """A member, who makes the tests."""
    return await _person(core, connect, "member")


async def test_an_invited_account_rates_its_test_and_sees_nothing_else(
    lab: Lab, core: Core, connect: ConnectAs
) -> None:
    test, other = await lab.ready(), await lab.ready()
    token = (await lab.invite(test, uses=1))["token"]
    rater = Rater(await _person(core, connect, "rater"), test["id"])
    assert (await rater.client.get(f"{rater.path}/next")).status_code == 404
    joined = await rater.client.post(f"{rater.path}/raters", json={"token": token})
    assert (joined.status_code, joined.json()["token"]) == (201, None)
    assert "set-cookie" not in joined.headers
    again = await rater.client.post(f"{rater.path}/raters", json={"token": token})
    assert (again.status_code, again.json()["rater_id"]) == (200, joined.json()["rater_id"])
    asked = await rater.asked()
    assert (await rater.hear(asked["left"])).status_code == 200
    await rater.vote(asked, "left")
    mine = (await rater.client.get("/users/me/ab-tests")).json()
    (shown,) = mine["items"]
    del shown["joined_at"]
    assert shown == {
        "ab_test_id": test["id"],
        "criterion": "overall",
        "state": "done",
        "progress": {"done": 1, "total": 1},
    }
    hidden = ["", "/results", "/votes", "/pairs", "/invites"]
    for path in [*(f"{rater.path}{one}" for one in hidden), f"/ab-tests/{other['id']}/next", "/leaderboard"]:
        assert (await rater.client.get(path)).status_code == 404, path
    late = await (await _person(core, connect, "rater")).post(f"{rater.path}/raters", json={"token": token})
    assert (late.status_code, late.json()["detail"]["code"]) == (409, "AB_INVITE_USED_UP")


async def test_the_list_of_what_one_rates_tells_what_there_is_to_do(
    lab: Lab, core: Core, connect: ConnectAs
) -> None:
    """Newest first, in the same few statements whatever their number, and nothing of other people."""
    waiting, failing, open_, closed = [await lab.generating(prompts=2) for _ in range(4)]
    for test in (failing, open_, closed):
        for pair in (await lab.pairs(test))[test is failing :]:
            await lab.complete(pair)
    for side in "ab":
        await lab.fail((await lab.pairs(failing))[0][side]["job_id"])
    rater, other = [await _person(core, connect, "rater") for _ in range(2)]
    counts = []
    for test in (waiting, failing, open_, closed):
        token = (await lab.invite(test, uses=2))["token"]
        for client in (rater, other):
            joined = await client.post(f"/ab-tests/{test['id']}/raters", json={"token": token})
            assert joined.status_code == 201
        with noted() as statements:
            await rater.get("/users/me/ab-tests")
        counts.append(len(statements))
    assert len(set(counts)) == 1
    for test in (failing, open_):
        one = Rater(rater, test["id"])
        await one.vote(await one.asked(), "tie")
    await lab.post(f"/ab-tests/{closed['id']}/close")
    items = (await rater.get("/users/me/ab-tests")).json()["items"]
    assert [(one["ab_test_id"], one["state"], *one["progress"].values()) for one in items] == [
        (closed["id"], "closed", 0, 2),
        (open_["id"], "open", 1, 2),
        (failing["id"], "done", 1, 1),
        (waiting["id"], "waiting", 0, 0),
    ]
    page = (await rater.get("/users/me/ab-tests", params={"limit": 1, "offset": 1})).json()
    assert ([one["ab_test_id"] for one in page["items"]], page["total"]) == ([open_["id"]], 4)


async def test_a_member_takes_no_use_and_votes_once_as_themselves(
    lab: Lab, core: Core, connect: ConnectAs
) -> None:
    test = await lab.ready()
    token = (await lab.invite(test, uses=1))["token"]
    member = Rater(await _person(core, connect, "member"), test["id"])
    assert (await member.client.post(f"{member.path}/raters", json={"token": token})).status_code == 201
    await member.vote_all(["left"])
    await lab.join(test, token)
    (shown,) = (await lab.studio.get(f"{member.path}/votes"))["items"]
    assert shown["rater"] is not None
    (invite,) = (await lab.studio.get(f"{member.path}/invites"))["items"]
    assert (invite["used"], invite["uses"]) == (1, 1)


async def test_only_its_owner_or_an_admin_changes_a_test(lab: Lab, core: Core, connect: ConnectAs) -> None:
    adapter = await lab.registry.make("warm")
    second = await lab.registry.version(adapter, {})
    test = await lab.ready(adapter=adapter, version_b=second["number"])
    other, admin = [await _person(core, connect, role) for role in ("member", "admin")]
    path = f"/ab-tests/{test['id']}"
    for client, status in ((other, 403), (admin, 200)):
        assert (await client.patch(path, json={"name": "y"})).status_code == status
        assert (await client.post(f"{path}/promote", json={"side": "b"})).status_code == status
        assert (await client.post(f"{path}/close")).status_code == status
