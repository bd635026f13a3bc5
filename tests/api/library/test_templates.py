"""Prompt templates: the system's stay, one's own can be managed."""

from __future__ import annotations

from uuid import UUID, uuid4

import httpx
import pytest
from tests.api.library.studio import Studio

from reprise.core.auth.identity import CurrentUser
from reprise.songs.engines.composer.vocabulary import MOODS, STYLES
from reprise.songs.prompts.schemas import PromptAttributes
from reprise.songs.templates import service
from reprise.songs.templates.schemas import TemplateCreate

MINE = {
    "name": "Rain",
    "category": "Calm",
    "text": "rain on a tin roof",
    "attributes": {"mood": "calm", "tempo": 70, "instruments": {"primary": ["piano"]}},
}


async def _system(studio: Studio) -> list[dict[str, object]]:
    return [one for one in (await studio.get("/prompt-templates"))["items"] if one["is_system"]]


async def test_a_new_installation_has_templates_that_the_api_itself_would_accept(studio: Studio) -> None:
    templates = await _system(studio)
    assert len(templates) >= 12
    assert len({one["category"] for one in templates}) >= 3
    for one in templates:
        attributes = PromptAttributes.model_validate(one["attributes"])
        assert attributes.model_dump() == one["attributes"], one["name"]
        assert attributes.style in STYLES and attributes.mood in MOODS


async def test_own_templates_are_saved_changed_and_deleted(studio: Studio) -> None:
    made = await studio.client.post("/prompt-templates", json=MINE)
    assert made.status_code == 201, made.text
    path = f"/prompt-templates/{made.json()['id']}"
    changed = await studio.client.patch(path, json={"name": "Downpour", "attributes": {"style": "ambient"}})
    assert changed.status_code == 200, changed.text
    document = changed.json()
    assert (document["name"], document["text"]) == ("Downpour", MINE["text"])
    assert document["attributes"]["style"] == "ambient" and document["attributes"]["mood"] is None
    assert document["updated_at"] >= document["created_at"]
    assert (await studio.get("/prompt-templates"))["items"][0] == document
    assert (await studio.client.delete(path)).status_code == 204
    assert (await studio.client.patch(path, json={})).status_code == 404


async def test_a_name_is_taken_once_only(studio: Studio) -> None:
    first = (await studio.client.post("/prompt-templates", json=MINE)).json()
    again = await studio.client.post("/prompt-templates", json=MINE)
    assert again.status_code == 409
    assert again.json()["detail"]["code"] == "TEMPLATE_NAME_TAKEN"
    assert again.json()["detail"]["field"] == "name"
    other = (await studio.client.post("/prompt-templates", json=MINE | {"name": "Sun"})).json()
    renamed = await studio.client.patch(f"/prompt-templates/{other['id']}", json={"name": "Rain"})
    assert renamed.status_code == 409
    same = await studio.client.patch(f"/prompt-templates/{first['id']}", json={"name": "Rain"})
    assert same.status_code == 200


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
async def test_system_templates_stay(studio: Studio, method: str) -> None:
    [first, *_] = await _system(studio)
    body = {"json": {"name": "Mine now"}} if method == "PATCH" else {}
    answer = await studio.client.request(method, f"/prompt-templates/{first['id']}", **body)
    assert answer.status_code == 403
    assert answer.json()["detail"]["code"] == "TEMPLATE_READ_ONLY"
    assert first in await _system(studio)


async def test_applying_makes_a_prompt(studio: Studio) -> None:
    made = (await studio.client.post("/prompt-templates", json=MINE)).json()
    answer = await studio.client.post(f"/prompt-templates/{made['id']}/apply")
    assert answer.status_code == 201
    prompt = await studio.get(f"/prompts/{answer.json()['id']}")
    assert (prompt["text"], prompt["attributes"]) == (made["text"], made["attributes"])


async def test_the_list_is_paged_and_filtered(studio: Studio) -> None:
    calm = await studio.get("/prompt-templates", category="Calm")
    assert calm["total"] == len(calm["items"]) > 1
    assert {one["category"] for one in calm["items"]} == {"Calm"}
    seen, cursor = [], {}
    while cursor is not None:
        page = await studio.get("/prompt-templates", limit=5, **cursor)
        seen += [one["id"] for one in page["items"]]
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
    assert len(seen) == len(set(seen)) == page["total"]


async def test_others_do_not_see_ones_own(studio: Studio) -> None:
    other = CurrentUser(await studio.add_user("member"), "member")
    async with studio.core.database.transaction() as session:
        theirs = await service.create(session, other, TemplateCreate.model_validate(MINE))
    assert (await studio.client.post(f"/prompt-templates/{theirs.id}/apply")).status_code == 404
    # The same name is free for everybody else.
    assert (await studio.client.post("/prompt-templates", json=MINE)).status_code == 201


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"category": "x" * 65}, "category"),
        ({"text": "x" * 2001}, "text"),
        ({"attributes": {"tempo": 500}}, "attributes.tempo"),
    ],
)
async def test_what_does_not_fit_is_named(
    client: httpx.AsyncClient, change: dict[str, object], field: str
) -> None:
    answer = await client.post("/prompt-templates", json=MINE | change)
    assert answer.status_code == 422
    assert answer.json()["detail"]["field"] == field


async def test_null_is_no_change(client: httpx.AsyncClient) -> None:
    made = (await client.post("/prompt-templates", json=MINE)).json()
    answer = await client.patch(f"/prompt-templates/{made['id']}", json={"name": None})
    assert answer.status_code == 422


async def test_an_unknown_template_is_404(client: httpx.AsyncClient) -> None:
    for answer in (
        await client.patch(f"/prompt-templates/{uuid4()}", json={"name": "x"}),
        await client.delete(f"/prompt-templates/{UUID(int=0)}"),
    ):
        assert answer.status_code == 404
