"""Adapters: making, versions, the active one, names, the timeline, deletion."""

from __future__ import annotations

import asyncio
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from tests.api.adapters.registry import Registry, refusal

from reprise.core.context import Core
from reprise.songs.adapters.models import AdapterVersion
from reprise.songs.engines.composer.specification import DELTAS

Json = dict[str, Any]
NOTHING = {"jobs": 0, "samples": 0, "ratings": 0, "average_rating": None}


async def test_a_new_one_has_an_active_version_1(registry: Registry) -> None:
    deltas = {"tempo": -0.3, "reverb": 0.4}
    made = await registry.make("  Late ", "composer", description="Slower.", parameters=deltas)
    version = made["active_version"]
    assert (made["name"], made["engine"], made["description"]) == ("Late", "composer", "Slower.")
    assert (made["versions"], made["deleted_at"]) == (1, None)
    assert (made["figures"], made["base"]) == (NOTHING, NOTHING)
    assert (version["number"], version["parameters"], version["is_active"]) == (1, deltas, True)
    assert (version["adapter_id"], version["weights"], version["figures"]) == (made["id"], None, NOTHING)
    assert await registry.get(f"/adapters/{made['id']}") == made
    assert await registry.get(f"/adapters/{made['id']}/versions/1") == version
    assert await registry.get(f"/adapters/{made['id']}/versions/{version['id']}") == version
    assert await registry.kinds(made) == ["created", "version_added", "activated"]


async def test_without_parameters_it_has_no_version(registry: Registry) -> None:
    made = await registry.make(parameters=None)
    assert (made["versions"], made["active_version"]) == (0, None)
    assert (await registry.version(made))["number"] == 1
    assert (await registry.get(f"/adapters/{made['id']}"))["active_version"] is None


async def test_its_address_is_in_the_answer(registry: Registry) -> None:
    answer = await registry.client.post("/adapters", json={"name": "warm", "engine": "composer"})
    path = f"/api/v1/adapters/{answer.json()['id']}"
    assert answer.headers["location"] == path
    answer = await registry.client.post(f"{path.removeprefix('/api/v1')}/versions", json={"parameters": {}})
    assert answer.headers["location"] == f"{path}/versions/1"


async def test_the_twelve_deltas_lie_between_minus_one_and_one(registry: Registry) -> None:
    assert len(DELTAS) == 12
    made = await registry.make(engine="composer")
    for value in (-1, -0.25, 0, 1):
        deltas = dict.fromkeys(DELTAS, value)
        assert (await registry.version(made, deltas))["parameters"] == deltas
    paths = {
        "/adapters": {"name": "other", "engine": "composer"},
        f"/adapters/{made['id']}/versions": {},
    }
    for name, value, path in product(DELTAS, (1.001, -1.001), paths):
        answer = await registry.client.post(path, json={**paths[path], "parameters": {name: value}})
        assert refusal(answer) == (422, "PARAMETER_OUT_OF_RANGE", f"parameters.{name}")
        assert name in answer.json()["detail"]["message"]


async def test_an_unknown_delta_is_named(registry: Registry) -> None:
    made = await registry.make(engine="composer")
    answer = await registry.client.post(
        f"/adapters/{made['id']}/versions", json={"parameters": {"loudness": 0.1}}
    )
    assert refusal(answer) == (422, "UNKNOWN_PARAMETER", "parameters.loudness")


async def test_an_unknown_engine_is_named(registry: Registry) -> None:
    answer = await registry.client.post("/adapters", json={"name": "warm", "engine": "orchestra"})
    assert refusal(answer) == (422, "UNKNOWN_ENGINE", "engine")
    assert "paced, composer" in answer.json()["detail"]["message"]


async def test_a_name_is_unique(registry: Registry) -> None:
    await registry.make("warm")
    other = await registry.make("bright")
    answers = [
        await registry.client.post("/adapters", json={"name": " warm ", "engine": "paced"}),
        await registry.client.patch(f"/adapters/{other['id']}", json={"name": "warm"}),
    ]
    for answer in answers:
        assert refusal(answer) == (409, "ADAPTER_NAME_TAKEN", "name")
        assert "'warm'" in answer.json()["detail"]["message"]
    assert await registry.names() == ["bright", "warm"]


async def test_of_two_who_take_a_name_at_once_one_gets_it(registry: Registry) -> None:
    body = {"name": "warm", "engine": "paced", "parameters": {}}
    answers = await asyncio.gather(*(registry.client.post("/adapters", json=body) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_a_version_is_used_once_it_is_activated(registry: Registry) -> None:
    made = await registry.make(engine="composer")
    second = await registry.version(made, {"tempo": 0.5})
    assert (second["number"], second["is_active"]) == (2, False)
    assert (await registry.get(f"/adapters/{made['id']}"))["active_version"]["number"] == 1
    assert (await registry.activate(made, 2))["is_active"] is True
    versions = (await registry.get(f"/adapters/{made['id']}/versions"))["items"]
    assert [(one["number"], one["is_active"]) for one in versions] == [(2, True), (1, False)]
    assert (await registry.activate(made, versions[1]["id"]))["number"] == 1
    assert (await registry.get(f"/adapters/{made['id']}"))["active_version"]["number"] == 1


async def test_activating_needs_no_body_and_twice_is_once(registry: Registry) -> None:
    made = await registry.make()
    await registry.version(made)
    path = f"/adapters/{made['id']}/versions/2/activate"
    answers = [await registry.client.post(path) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert (await registry.kinds(made)).count("activated") == 2


async def test_however_many_activate_at_once_one_version_is_active(registry: Registry, core: Core) -> None:
    made = await registry.make()
    for _ in range(5):
        await registry.version(made)
    await asyncio.gather(*(registry.activate(made, number) for number in range(1, 7)))
    async with core.database.snapshot() as session:
        query = select(AdapterVersion.number).where(AdapterVersion.is_active.is_(True))
        active = (await session.scalars(query)).all()
    assert len(active) == 1
    assert (await registry.get(f"/adapters/{made['id']}"))["active_version"]["number"] == active[0]


async def test_the_database_holds_no_two_active_versions(registry: Registry, core: Core) -> None:
    made = await registry.make()
    await registry.version(made)
    both = update(AdapterVersion).where(AdapterVersion.adapter_id == UUID(made["id"])).values(is_active=True)
    with pytest.raises(IntegrityError):
        async with core.database.transaction() as session:
            await session.execute(both)


async def test_versions_made_at_once_have_numbers_of_their_own(registry: Registry) -> None:
    made = await registry.make()
    added = await asyncio.gather(*(registry.version(made) for _ in range(6)))
    assert sorted(one["number"] for one in added) == [2, 3, 4, 5, 6, 7]


async def test_what_is_left_out_of_a_change_stays(registry: Registry) -> None:
    made = await registry.make("warm", description="Slower.")
    path = f"/adapters/{made['id']}"
    for change, name, description in (
        ({"name": "Late"}, "Late", "Slower."),
        ({}, "Late", "Slower."),
        ({"name": "Late"}, "Late", "Slower."),
        ({"description": "Softer."}, "Late", "Softer."),
        ({"description": None}, "Late", None),
    ):
        changed = (await registry.client.patch(path, json=change)).json()
        assert (changed["name"], changed["description"]) == (name, description)
        assert await registry.get(path) == changed
    assert (await registry.kinds(made))[3:] == ["renamed", "described", "described"]
    assert (await registry.client.patch(path, json={"name": None})).status_code == 422


async def test_the_timeline_says_what_happened_when_by_whom_and_why(registry: Registry) -> None:
    made = await registry.make("warm")
    await registry.version(made)
    await registry.activate(made, 2, "  Preferred in 38 of 50 blind votes. ")
    await registry.client.patch(f"/adapters/{made['id']}", json={"name": "Late"})
    await registry.delete(made)
    entries = (await registry.get(f"/adapters/{made['id']}/timeline"))["items"]
    assert [(one["kind"], one["version"], one["name"], one["reason"]) for one in reversed(entries)] == [
        ("created", None, "warm", None),
        ("version_added", 1, "warm", None),
        ("activated", 1, "warm", None),
        ("version_added", 2, "warm", None),
        ("activated", 2, "warm", "Preferred in 38 of 50 blind votes."),
        ("renamed", None, "Late", None),
        ("deleted", None, "Late", None),
    ]
    assert [one["created_at"] for one in entries] == sorted((o["created_at"] for o in entries), reverse=True)
    assert {one["actor"]["id"] for one in entries} == {made["owner"]["id"]}


async def test_a_deleted_one_stays_as_it_was(registry: Registry) -> None:
    made = await registry.make("warm")
    await registry.version(made)
    await registry.delete(made)
    path = f"/adapters/{made['id']}"
    shown = await registry.get(path)
    assert (shown["name"], shown["deleted_at"] is None) == ("warm", False)
    for method, rest, body in (
        ("PATCH", "", {"name": "Late"}),
        ("POST", "/versions", {"parameters": {}}),
        ("POST", "/versions/2/activate", {}),
    ):
        answer = await registry.client.request(method, f"{path}{rest}", json=body)
        assert refusal(answer) == (409, "ADAPTER_DELETED", None)
        assert "'warm'" in answer.json()["detail"]["message"]
    await registry.delete(made)
    assert (await registry.kinds(made)).count("deleted") == 1
    assert await registry.get(path) == shown


async def test_history_keeps_the_name_of_a_deleted_one(registry: Registry) -> None:
    made = await registry.make("warm")
    await registry.delete(made)
    answer = await registry.client.post("/adapters", json={"name": "warm", "engine": "paced"})
    assert refusal(answer) == (409, "ADAPTER_NAME_TAKEN", "name")
    assert "deleted" in answer.json()["detail"]["message"]


async def test_lists_leave_out_what_is_deleted_unless_it_is_asked_for(registry: Registry) -> None:
    await registry.make("kept", "composer")
    await registry.delete(await registry.make("gone", "composer"))
    await registry.make("other", "paced")
    assert await registry.names() == ["other", "kept"]
    assert await registry.names(include_deleted=True) == ["other", "gone", "kept"]
    assert await registry.names(engine="composer") == ["kept"]
    assert await registry.names(engine="composer", include_deleted=True) == ["gone", "kept"]
    assert await registry.names(engine="nothing") == []


@pytest.mark.parametrize("rest", ["", "/versions", "/timeline"])
async def test_lists_are_in_pages(registry: Registry, rest: str) -> None:
    made = await registry.make("0")
    for number in range(1, 5):
        await registry.make(str(number))
        await registry.version(made)
    path = f"/adapters/{made['id']}{rest}" if rest else "/adapters"
    whole = await registry.get(path)
    page = await registry.get(path, limit=3)
    more = await registry.get(path, limit=100, cursor=page["next_cursor"])
    assert page["items"] + more["items"] == whole["items"]
    assert (await registry.get(path, offset=2))["items"] == whole["items"][2:]
    assert page["total"] == more["total"] == len(whole["items"]) >= 5
    assert more["next_cursor"] is None


async def test_an_unknown_one_is_named(registry: Registry) -> None:
    unknown = str(uuid4())
    for rest in ("", "/versions", "/versions/1", "/timeline"):
        answer = await registry.client.get(f"/adapters/{unknown}{rest}")
        assert answer.status_code == 404
        assert unknown in answer.json()["detail"]["message"]
    made = await registry.make()
    other = await registry.make("other")
    for version in ("2", "999999999", unknown, other["active_version"]["id"]):
        answer = await registry.client.get(f"/adapters/{made['id']}/versions/{version}")
        assert refusal(answer) == (404, "NOT_FOUND", "version")
    for version in ("0", "-1", "x", "9999999999", "1.5", unknown.replace("-", "")):
        answer = await registry.client.post(f"/adapters/{made['id']}/versions/{version}/activate")
        assert refusal(answer) == (422, "VALIDATION_ERROR", "version")
