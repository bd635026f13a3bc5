"""Favourites: marking, notes, lists, and that none outlives its target."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.api.library.studio import Studio

from reprise.core.auth.identity import CurrentUser
from reprise.songs.favorites import service
from reprise.songs.favorites.schemas import FavoritePut


async def _put(
    studio: Studio, kind: str, target_id: str, note: str | None = None
) -> tuple[int, dict[str, object]]:
    answer = await studio.client.put("/favorites", json={"kind": kind, "target_id": target_id, "note": note})
    return answer.status_code, answer.json()


async def test_marking_twice_changes_the_note(studio: Studio) -> None:
    prompt_id = await studio.prompt("rain")
    status, first = await _put(studio, "prompt", prompt_id)
    assert status == 201
    assert (first["kind"], first["target_id"], first["prompt_text"]) == ("prompt", prompt_id, "rain")
    assert first["job_id"] is None and first["label"] is None
    status, second = await _put(studio, "prompt", prompt_id, "for the film")
    assert (status, second) == (200, first | {"note": "for the film"})
    assert (await studio.get("/favorites"))["items"] == [second]


async def test_a_sample_says_where_it_comes_from(studio: Studio) -> None:
    job_id = await studio.submit("storm", num_samples=2)
    audio_id = (await studio.complete(job_id))[1]
    _, favorite = await _put(studio, "sample", audio_id)
    assert (favorite["job_id"], favorite["label"], favorite["prompt_text"]) == (job_id, "B", "storm")


async def test_lists_are_newest_first_by_kind_and_by_cursor(studio: Studio) -> None:
    prompts = [await studio.prompt(f"prompt {number}") for number in range(5)]
    [audio_id] = await studio.complete(await studio.submit())
    for prompt_id in prompts:
        await _put(studio, "prompt", prompt_id)
    await _put(studio, "sample", audio_id)
    listed = (await studio.get("/favorites"))["items"]
    assert [one["target_id"] for one in listed] == [audio_id, *reversed(prompts)]
    page = await studio.get("/favorites", kind="prompt", limit=3)
    rest = await studio.get("/favorites", kind="prompt", limit=3, cursor=page["next_cursor"])
    assert [one["target_id"] for one in page["items"] + rest["items"]] == list(reversed(prompts))
    assert (page["total"], rest["next_cursor"]) == (5, None)
    assert await studio.get("/favorites/ids") == {"prompts": list(reversed(prompts)), "samples": [audio_id]}


async def test_removing(studio: Studio) -> None:
    prompt_id = await studio.prompt()
    await _put(studio, "prompt", prompt_id)
    path = f"/favorites/prompt/{prompt_id}"
    assert (await studio.client.delete(path)).status_code == 204
    assert (await studio.client.delete(path)).status_code == 404
    assert (await studio.get("/favorites"))["items"] == []


@pytest.mark.parametrize("what", ["sample", "job"])
async def test_none_is_left_when_its_target_goes(studio: Studio, what: str) -> None:
    job_id = await studio.submit()
    [audio_id] = await studio.complete(job_id)
    await _put(studio, "sample", audio_id)
    path = f"/audio/{audio_id}" if what == "sample" else f"/jobs/{job_id}"
    assert (await studio.client.delete(path)).status_code == 204
    assert (await studio.get("/favorites"))["total"] == 0
    assert await studio.get("/favorites/ids") == {"prompts": [], "samples": []}


async def test_they_belong_to_one_person(studio: Studio) -> None:
    prompt_id = await studio.prompt()
    other = CurrentUser(await studio.add_user("member"), "member")
    payload = FavoritePut.model_validate({"kind": "prompt", "target_id": prompt_id})
    async with studio.core.database.transaction() as session:
        _, created = await service.put(session, other, payload)
    assert created
    assert (await studio.get("/favorites"))["items"] == []
    status, _ = await _put(studio, "prompt", prompt_id)
    assert status == 201


@pytest.mark.parametrize("kind", ["prompt", "sample"])
async def test_what_does_not_exist_cannot_be_marked(studio: Studio, kind: str) -> None:
    status, _ = await _put(studio, kind, str(uuid4()))
    assert status == 404


async def test_notes_have_a_limit(studio: Studio) -> None:
    prompt_id = await studio.prompt()
    assert (await _put(studio, "prompt", prompt_id, "x" * 1_000))[0] == 201
    assert (await _put(studio, "prompt", prompt_id, "x" * 1_001))[0] == 422
