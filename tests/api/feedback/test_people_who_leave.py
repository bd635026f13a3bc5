"""What people said stays when they leave, and stays theirs; others may not delete it."""

from __future__ import annotations

import httpx
import pytest
from tests.api.accounts_fixtures import people, settings
from tests.api.feedback.listener import Listener
from tests.api.library.studio import Studio
from tests.api.persons import PASSWORD, People

from reprise.core.context import Core

__all__ = ["people", "settings"]


@pytest.fixture
def base_url() -> str:
    return "http://127.0.0.1"


async def _listener(core: Core, people: People, name: str, role: str = "member") -> Listener:
    person = await people.add(f"{name}@example.org", role)  # type: ignore[arg-type]  # one of the roles
    person.client.base_url = httpx.URL("http://127.0.0.1/api/v1")
    return Listener(Studio(core, person.client))


async def test_two_who_left_do_not_become_one(core: Core, people: People) -> None:
    await people.first_admin()
    ada = await _listener(core, people, "ada")
    bob = await _listener(core, people, "bob")
    a, _ = await ada.samples()
    made = [await ada.give(a, rating=1), await bob.give(a, rating=5)]
    assert [one["author"]["name"] for one in made] == ["ada", "bob"]
    for one in (ada, bob):
        answer = await one.client.post("/users/me/deletion", json={"password": PASSWORD})
        assert answer.status_code == 204, answer.text
    assert await ada.effective() == {one["id"] for one in made}
    assert {str(row.author_id) for row in await ada.rows()} == {one["author"]["id"] for one in made}


async def test_what_was_said_is_in_the_export(core: Core, people: People) -> None:
    ada = await _listener(core, people, "ada")
    a, _ = await ada.samples()
    made = await ada.give(a, rating=1, notes="too slow", tags=["dull"])
    data = (await ada.client.get("/users/me/export")).json()["data"]
    assert [(row["id"], row["notes"], row["tags"]) for row in data["feedback"]] == [
        (made["id"], "too slow", ["dull"])
    ]


async def test_only_its_author_and_admins_may_delete_it(core: Core, people: People) -> None:
    ada, bob = await _listener(core, people, "ada"), await _listener(core, people, "bob")
    root = await _listener(core, people, "root", "admin")
    a, _ = await ada.samples()
    for who, status in ((bob, 403), (ada, 204), (root, 204)):
        made = await ada.give(a, rating=1)
        assert (await who.client.delete(f"/feedback/{made['id']}")).status_code == status
    assert len(await ada.rows()) == 1
