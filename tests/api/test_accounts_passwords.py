"""Changing a password, and setting a new one by a link."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select, update
from tests.api.accounts_fixtures import people, settings
from tests.api.persons import PASSWORD, People, Person, code
from tests.api.studio import API

from reprise.core.accounts import hashing
from reprise.core.accounts.passwords.models import PasswordReset
from reprise.core.auth.models import OWNER_ID, User
from reprise.core.auth.tokens import digest
from reprise.core.context import Core
from reprise.core.db import utcnow

__all__ = ["people", "settings"]

ME = f"{API}/users/me"
EMAIL = "someone@example.org"
NEW = "another good password"


@pytest.fixture
async def someone(people: People) -> Person:
    return await people.add(EMAIL)


@pytest.fixture
async def admin(people: People) -> Person:
    return await people.first_admin()


def changed(current: str = PASSWORD, new: str = NEW) -> dict[str, str]:
    return {"current_password": current, "new_password": new}


async def test_a_new_password_voids_what_the_old_one_opened(someone: Person, people: People) -> None:
    here, elsewhere = await people.browser(EMAIL), await people.browser(EMAIL)
    answer = await here.patch(ME, json=changed())
    assert (answer.status_code, answer.json()["email"]) == (200, EMAIL)
    assert (await here.get(ME)).status_code == 200, "this browser got a new cookie"
    for client in (elsewhere, someone.client):
        assert (await client.get(ME)).status_code == 401
    assert (await people.try_login(EMAIL, PASSWORD)).status_code == 401
    assert await people.login(EMAIL, NEW)


async def test_a_program_gets_no_cookie(someone: Person) -> None:
    assert "set-cookie" not in (await someone.client.patch(ME, json=changed())).headers


async def test_the_current_one_is_needed_and_cannot_be_guessed(someone: Person, people: People) -> None:
    answers = [await someone.client.patch(ME, json=changed(f"guess {n}")) for n in range(11)]
    assert code(answers[0]) == (403, "WRONG_PASSWORD")
    assert answers[0].json()["detail"]["field"] == "current_password"
    assert Counter(answer.status_code for answer in answers) == {403: 10, 429: 1}
    assert (await someone.client.get(ME)).status_code == 200


async def test_of_two_changes_at_once_one_counts(someone: Person, people: People) -> None:
    clients = [await people.browser(EMAIL) for _ in range(2)]
    answers = await asyncio.gather(
        *(client.patch(ME, json=changed(new=f"new password {n}")) for n, client in enumerate(clients))
    )
    winner = [answer.status_code for answer in answers].index(200)
    assert answers[1 - winner].status_code == 401
    assert await people.login(EMAIL, f"new password {winner}")


async def test_a_link_sets_a_password_once(someone: Person, admin: Person, people: People) -> None:
    browser = await people.browser(EMAIL)
    made = await admin.client.post(f"{API}/users/{someone.id}/reset-link")
    assert made.status_code == 201
    assert made.json()["link"] == f"/#reset={made.json()['token']}"
    body = {"token": made.json()["token"], "password": NEW}
    stranger = people.connect()
    answers = await asyncio.gather(*(stranger.post(f"{API}/auth/reset", json=body) for _ in range(5)))
    assert Counter(answer.status_code for answer in answers) == {204: 1, 403: 4}
    assert code(await stranger.post(f"{API}/auth/reset", json=body)) == (403, "RESET_LINK_NOT_VALID")
    for client in (browser, someone.client):
        assert (await client.get(ME)).status_code == 401
    assert await people.login(EMAIL, NEW)


async def test_whoever_forgot_is_not_kept_waiting(someone: Person, admin: Person, people: People) -> None:
    for number in range(11):
        await people.try_login(EMAIL, f"guess {number}")
    token = (await admin.client.post(f"{API}/users/{someone.id}/reset-link")).json()["token"]
    await people.connect().post(f"{API}/auth/reset", json={"token": token, "password": NEW})
    assert await people.login(EMAIL, NEW)


async def test_an_older_link_is_replaced_and_an_old_one_is_over(
    someone: Person, admin: Person, people: People, core: Core
) -> None:
    first, second = [
        (await admin.client.post(f"{API}/users/{someone.id}/reset-link")).json()["token"] for _ in range(2)
    ]
    client = people.connect()
    assert (await reset(client, first)).status_code == 403
    async with core.database.transaction() as session:
        await session.execute(update(PasswordReset).values(expires_at=utcnow() - timedelta(seconds=1)))
    assert (await reset(client, second)).status_code == 403
    assert await people.login(EMAIL)


async def reset(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.post(f"{API}/auth/reset", json={"token": token, "password": NEW})


async def test_a_changed_password_closes_an_open_link(someone: Person, admin: Person, people: People) -> None:
    token = (await admin.client.post(f"{API}/users/{someone.id}/reset-link")).json()["token"]
    await someone.client.patch(ME, json=changed())
    assert (await reset(people.connect(), token)).status_code == 403


async def test_a_hash_with_other_parameters_is_renewed(someone: Person, people: People, core: Core) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    async with core.database.transaction() as session:
        await session.execute(update(User).where(User.email == EMAIL).values(password_hash=weak))
    await people.browser(EMAIL)
    async with core.database.snapshot() as session:
        stored = await session.scalar(select(User.password_hash).where(User.email == EMAIL))
    assert stored is not None
    assert stored.startswith("$argon2id$")
    assert not hashing.needs_new_hash(stored)
    assert (await someone.client.get(ME)).status_code == 200, "nobody is signed out by that"


async def test_a_link_voids_keys_too(someone: Person, admin: Person, people: People) -> None:
    key = (await someone.client.post(f"{ME}/keys", json={"name": "x"})).json()["key"]
    program = people.connect(authorization=f"Bearer {key}")
    assert (await program.get(ME)).status_code == 200
    token = (await admin.client.post(f"{API}/users/{someone.id}/reset-link")).json()["token"]
    assert (await reset(people.connect(), token)).status_code == 204
    assert (await program.get(ME)).status_code == 401


async def test_nothing_of_the_first_admin_opens_what_the_next_one_has(admin: Person, people: People) -> None:
    second = await people.add("second@example.org", "admin")
    key = (await admin.client.post(f"{ME}/keys", json={"name": "x"})).json()["key"]
    browser = await people.browser(admin.email)
    token = (await second.client.post(f"{API}/users/{admin.id}/reset-link")).json()["token"]
    assert (await admin.client.post(f"{ME}/deletion", json={"password": PASSWORD})).status_code == 204
    next_ = await people.first_admin("next@example.org")
    assert next_.id == admin.id, "the installation's row"
    assert code(await reset(people.connect(), token)) == (403, "RESET_LINK_NOT_VALID")
    for client in (browser, admin.client, people.connect(authorization=f"Bearer {key}")):
        assert (await client.get(ME)).status_code == 401
    assert (await next_.client.get(ME)).status_code == 200


async def test_taking_over_voids_what_was_left_open(people: People, core: Core) -> None:
    left = PasswordReset(user_id=OWNER_ID, digest=digest("left"), expires_at=utcnow() + timedelta(hours=1))
    async with core.database.transaction() as session:
        session.add(left)
    await people.first_admin()
    assert (await reset(people.connect(), "left")).status_code == 403
