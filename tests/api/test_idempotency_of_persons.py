"""Keys belong to people, and secrets are not kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import select, update
from tests.api.accounts_fixtures import people, settings
from tests.api.persons import PASSWORD, People, code
from tests.api.studio import API

from reprise.core.auth.models import Role, User
from reprise.core.context import Core
from reprise.core.idempotency.models import IdempotencyKey

__all__ = ["people", "settings"]

KEY = {"Idempotency-Key": "one"}


async def rows(core: Core) -> list[IdempotencyKey]:
    async with core.database.snapshot() as session:
        return list((await session.scalars(select(IdempotencyKey))).all())


async def twice(
    client: httpx.AsyncClient, method: str, path: str, body: Any = None, *, times: int = 2
) -> list[httpx.Response]:
    return [await client.request(method, f"{API}{path}", json=body, headers=KEY) for _ in range(times)]


async def change_role(core: Core, user_id: UUID, role: Role) -> None:
    async with core.database.transaction() as session:
        await session.execute(update(User).where(User.id == user_id).values(role=role))


async def test_the_same_key_of_two_people_is_two_keys(people: People) -> None:
    ids = set()
    for name in ("ada", "bob"):
        person = await people.add(f"{name}@example.org")
        answer = await person.client.post(f"{API}/prompts", json={"text": "a tune"}, headers=KEY)
        assert "idempotency-replayed" not in answer.headers
        ids.add(answer.json()["id"])
    assert len(ids) == 2


async def test_an_answer_with_a_secret_is_given_once_and_stored_nowhere(people: People, core: Core) -> None:
    admin = await people.first_admin()
    first, again = await twice(admin.client, "POST", "/invites", {})
    assert first.status_code == 201
    assert code(again) == (409, "IDEMPOTENCY_ANSWER_NOT_KEPT")
    assert (await admin.client.get(f"{API}/invites")).json()["total"] == 1
    (row,) = await rows(core)
    assert (row.status, row.body, row.headers) == (201, None, {})


async def test_a_changed_password_is_stored_nowhere_and_changed_once(people: People, core: Core) -> None:
    ada = await people.add("ada@example.org")
    browser = await people.browser(ada.email)
    change = {"current_password": PASSWORD, "new_password": "another good password"}
    first, again = await twice(browser, "PATCH", "/users/me", change)
    assert first.is_success, first.text
    assert code(again) == (409, "IDEMPOTENCY_ANSWER_NOT_KEPT")
    (row,) = await rows(core)
    assert row.body is None


async def test_signing_in_has_no_keys(people: People, core: Core) -> None:
    ada = await people.add("ada@example.org")
    first, again = await twice(ada.client, "POST", "/auth/login", {"email": ada.email, "password": PASSWORD})
    assert (first.status_code, again.status_code) == (200, 200)
    assert await rows(core) == []


async def test_nobody_gets_what_was_answered_to_somebody(people: People) -> None:
    ada = await people.add("ada@example.org")
    await twice(ada.client, "POST", "/prompts", {"text": "a tune"})
    stranger = people.connect()
    answer = await stranger.post(f"{API}/prompts", json={"text": "a tune"}, headers=KEY)
    assert answer.status_code == 401


async def test_whoever_may_not_do_it_any_more_is_not_answered_as_before(people: People, core: Core) -> None:
    """Work in many transactions has its key asked for behind the same doors as any other."""
    boss = await people.add("boss@example.org", "admin")
    first, again = await twice(boss.client, "POST", "/queue/clear")
    assert (first.status_code, again.status_code) == (200, 200)
    await change_role(core, boss.id, "member")
    (answer,) = await twice(boss.client, "POST", "/queue/clear", times=1)
    assert (answer.status_code, "idempotency-replayed" in answer.headers) == (403, False)
    await change_role(core, boss.id, "rater")
    (answer,) = await twice(boss.client, "POST", "/queue/clear", times=1)
    assert (answer.status_code, "idempotency-replayed" in answer.headers) == (404, False)
    assert [row.status for row in await rows(core)] == [200], "a refusal leaves the key as it was"


async def test_a_comparison_only_reads_and_knows_no_keys(people: People, core: Core) -> None:
    ada = await people.add("ada@example.org")
    asked = {"audio_ids": [str(uuid4()), str(uuid4())]}
    for answer in await twice(ada.client, "POST", "/audio/compare", asked):
        assert (answer.status_code, code(answer)[1]) == (404, "NOT_FOUND")
        assert answer.json()["detail"]["field"] == "audio_ids.0"
    assert await rows(core) == []
    await change_role(core, ada.id, "rater")
    (answer,) = await twice(ada.client, "POST", "/audio/compare", asked, times=1)
    assert (answer.status_code, "field" in answer.json()["detail"]) == (404, False), (
        "nothing is there for raters"
    )


async def test_private_texts_are_not_kept_but_where_they_are(people: People, core: Core) -> None:
    ada = await people.add("ada@example.org")
    posting = {"company": "Bakery", "title": "Baker", "description": "Bread at four in the morning. " * 3}
    first, again = await twice(ada.client, "POST", "/job-postings", posting)
    assert first.status_code == 201, first.text
    assert code(again) == (409, "IDEMPOTENCY_ANSWER_NOT_KEPT")
    assert again.headers["location"] == first.headers["location"]
    assert first.headers["location"] in again.json()["detail"]["message"]
    (row,) = await rows(core)
    assert (row.status, row.body, row.headers) == (201, None, {"location": first.headers["location"]})


async def test_keys_go_with_their_owner(people: People, core: Core) -> None:
    ada = await people.add("ada@example.org")
    await people.first_admin()
    await twice(ada.client, "POST", "/prompts", {"text": "a tune"})
    answer = await ada.client.post(
        f"{API}/users/me/deletion", json={"password": PASSWORD}, headers={"Idempotency-Key": "two"}
    )
    assert answer.status_code == 204, answer.text
    assert await rows(core) == []


async def test_a_form_with_another_boundary_is_the_same_form(people: People) -> None:
    ada = await people.add("ada@example.org")
    for place, boundary in enumerate(("one", "two")):
        body = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="cv.txt"\r\n'
            f"Content-Type: text/plain\r\n\r\nI bake bread.\r\n--{boundary}--\r\n"
        ).encode()
        headers = KEY | {"content-type": f"multipart/form-data; boundary={boundary}"}
        answer = await ada.client.post(f"{API}/resumes/me/file", content=body, headers=headers)
        assert answer.status_code == (409 if place else 200), answer.text
    assert code(answer) == (409, "IDEMPOTENCY_ANSWER_NOT_KEPT"), "known as the same form"
