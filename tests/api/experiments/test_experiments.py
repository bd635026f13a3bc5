"""Experiments: seed scenario by its name, making, changing, putting away, finding."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.api.library.studio import Studio

from reprise.core.auth.identity import OWNER
from reprise.core.context import Core
from reprise.songs.experiments import service as experiments
from reprise.songs.experiments.schemas import ExperimentUpdate

Json = dict[str, Any]


async def _make(studio: Studio, name: str = "Tempo", description: str | None = None) -> Json:
    answer = await studio.client.post("/experiments", json={"name": name, "description": description})
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    assert answer.headers["location"] == f"/api/v1/experiments/{made['id']}"
    return made


async def _names(studio: Studio, **params: Any) -> list[str]:
    return [one["name"] for one in (await studio.get("/experiments", **params))["items"]]


async def test_submit_generation_with_experiment_tracking(studio: Studio) -> None:
    experiment = await _make(studio)
    path = f"/experiments/{experiment['id']}"
    first = await studio.submit("rain", experiment_id=experiment["id"])
    await studio.submit("not one of it")
    second = await studio.submit("storm", experiment_id=experiment["id"], num_samples=2)
    await studio.complete(second)
    history = await studio.get(f"{path}/jobs")
    assert [job["id"] for job in history["items"]] == [second, first]
    assert history["items"][0] == await studio.get(f"/generate/{second}")
    assert {job["experiment_id"] for job in history["items"]} == {experiment["id"]}
    assert (history["total"], history["next_cursor"]) == (2, None)
    shown = await studio.get(path)
    assert (shown["jobs"], shown["samples"]) == (2, 2)


async def test_a_new_one_has_nothing_yet(studio: Studio) -> None:
    made = await _make(studio, "  Tempo ", "Slow to fast.")
    assert made | {"id": "", "created_at": "", "owner": {}} == {
        "id": "",
        "name": "Tempo",
        "description": "Slow to fast.",
        "archived_at": None,
        "created_at": "",
        "owner": {},
        "jobs": 0,
        "samples": 0,
        "feedback_count": 0,
        "average_rating": None,
    }
    assert made["owner"]["name"] is None
    assert await studio.get(f"/experiments/{made['id']}") == made
    assert (await studio.get("/experiments"))["items"] == [made]
    assert (await studio.get(f"/experiments/{made['id']}/comparison")) == {"items": [], "differs": []}


async def test_what_is_left_out_of_a_change_stays(studio: Studio) -> None:
    made = await _make(studio, "Tempo", "Slow to fast.")
    path = f"/experiments/{made['id']}"
    for change, name, description in (
        ({"name": "Speed"}, "Speed", "Slow to fast."),
        ({}, "Speed", "Slow to fast."),
        ({"description": "Or not."}, "Speed", "Or not."),
        ({"description": None}, "Speed", None),
    ):
        changed = (await studio.client.patch(path, json=change)).json()
        assert (changed["name"], changed["description"]) == (name, description)
        assert await studio.get(path) == changed
    assert (await studio.client.patch(path, json={"name": None})).status_code == 422


async def test_an_archived_one_takes_no_more_jobs_and_keeps_those_it_has(studio: Studio) -> None:
    made = await _make(studio)
    job_id = await studio.submit("rain", experiment_id=made["id"])
    path = f"/experiments/{made['id']}"
    archived = (await studio.client.post(f"{path}/archive")).json()
    assert archived["archived_at"] is not None
    assert (await studio.client.post(f"{path}/archive")).json() == archived
    body = {"prompt_id": await studio.prompt(), "duration": 1, "experiment_id": made["id"]}
    refused = await studio.client.post("/generate", json=body)
    assert refused.status_code == 409
    assert refused.json()["detail"]["code"] == "EXPERIMENT_ARCHIVED"
    assert "Tempo" in refused.json()["detail"]["message"]
    assert [job["id"] for job in (await studio.get(f"{path}/jobs"))["items"]] == [job_id]
    back = (await studio.client.post(f"{path}/unarchive")).json()
    assert back["archived_at"] is None
    assert (await studio.client.post(f"{path}/unarchive")).json() == back
    assert (await studio.client.post("/generate", json=body)).status_code == 202


async def test_a_job_of_an_archived_one_is_not_retried(studio: Studio) -> None:
    made = await _make(studio)
    job_id = await studio.submit("rain", experiment_id=made["id"])
    assert (await studio.client.delete(f"/generate/{job_id}")).status_code == 200
    await studio.client.post(f"/experiments/{made['id']}/archive")
    answer = await studio.client.post(f"/generate/{job_id}/retry")
    assert (answer.status_code, answer.json()["detail"]["code"]) == (409, "EXPERIMENT_ARCHIVED")


async def test_lists_leave_out_what_is_archived_unless_it_is_asked_for(studio: Studio) -> None:
    kept, gone = await _make(studio, "Kept"), await _make(studio, "Gone")
    await studio.client.post(f"/experiments/{gone['id']}/archive")
    assert await _names(studio) == await _names(studio, archived=False) == [kept["name"]]
    assert await _names(studio, archived=True) == [gone["name"]]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("STRASSE", ["Straße"]),
        ("slow", ["Tempo"]),
        ("100%", ["100% drums"]),
        ("%", ["100% drums"]),
        ("_", []),
        ("", ["100% drums", "Straße", "Tempo"]),
        ("nothing", []),
    ],
)
async def test_they_are_found_by_parts_of_name_and_description(
    studio: Studio, q: str, found: list[str]
) -> None:
    await _make(studio, "Tempo", "Slow to fast.")
    await _make(studio, "Straße")
    await _make(studio, "100% drums")
    assert await _names(studio, q=q) == found


async def test_they_are_found_by_their_changed_name(studio: Studio) -> None:
    made = await _make(studio, "Tempo")
    await studio.client.patch(f"/experiments/{made['id']}", json={"name": "Swing"})
    assert await _names(studio, q="swing") == ["Swing"]
    assert await _names(studio, q="tempo") == []


async def test_lists_are_newest_first_and_by_cursor(studio: Studio) -> None:
    made = [(await _make(studio, f"Number {number}"))["name"] for number in range(5)]
    page = await studio.get("/experiments", limit=3)
    rest = await studio.get("/experiments", limit=3, cursor=page["next_cursor"])
    assert [one["name"] for one in page["items"] + rest["items"]] == list(reversed(made))
    assert (page["total"], rest["total"], rest["next_cursor"]) == (5, 5, None)


async def test_deleting_a_job_takes_it_out_of_the_figures(studio: Studio) -> None:
    made = await _make(studio)
    job_id = await studio.submit("rain", experiment_id=made["id"])
    await studio.complete(job_id)
    assert (await studio.client.delete(f"/jobs/{job_id}")).status_code == 204
    shown = await studio.get(f"/experiments/{made['id']}")
    assert (shown["jobs"], shown["samples"]) == (0, 0)


@pytest.mark.parametrize("rest", ["", "/jobs", "/comparison"])
async def test_an_unknown_one_is_named(studio: Studio, rest: str) -> None:
    unknown = str(uuid4())
    answer = await studio.client.get(f"/experiments/{unknown}{rest}")
    assert answer.status_code == 404
    assert unknown in answer.json()["detail"]["message"]


async def test_two_changes_at_once_are_both_found(studio: Studio, core: Core) -> None:
    made = await _make(studio, "Tempo", "slow")
    async with core.database.transaction() as session:
        await experiments.change(session, OWNER, UUID(made["id"]), ExperimentUpdate(name="Metre"))
        other = asyncio.create_task(
            studio.client.patch(f"/experiments/{made['id']}", json={"description": "fast"})
        )
        await asyncio.sleep(0.2)
    assert (await other).status_code == 200
    assert await _names(studio, q="Metre") == ["Metre"]
    assert await _names(studio, q="fast") == ["Metre"]
    assert await _names(studio, q="Tempo") == []
