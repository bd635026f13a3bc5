"""Signing in and out, with passwords, access tokens, cookies and keys."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import jwt
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, update
from tests.api.accounts_fixtures import people, settings
from tests.api.persons import PASSWORD, People, Person, code
from tests.api.studio import API

from reprise.app import create_app
from reprise.core.accounts.sessions import attempts
from reprise.core.auth.models import ApiKey, UserSession
from reprise.core.auth.tokens import ACCESS_TOKEN_LIFETIME
from reprise.core.context import Core, open_core
from reprise.core.db import utcnow
from reprise.core.limits.models import Allowance
from reprise.core.settings import Settings

__all__ = ["people", "settings"]

ME = f"{API}/users/me"
EMAIL = "someone@example.org"


@pytest.fixture
async def someone(people: People) -> Person:
    return await people.add(EMAIL)


async def test_login_gives_a_bearer_and_no_cookie(someone: Person, people: People) -> None:
    answer = await people.try_login(EMAIL, PASSWORD)
    assert answer.json()["token_type"] == "bearer"
    assert answer.json()["expires_in"] == ACCESS_TOKEN_LIFETIME.total_seconds()
    assert "set-cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


async def test_a_wrong_password_and_an_unknown_email_look_the_same(someone: Person, people: People) -> None:
    wrong = await people.try_login(EMAIL, "wrong")
    unknown = await people.try_login("nobody@example.org", "wrong")
    assert code(wrong) == code(unknown) == (401, "INVALID_CREDENTIALS")
    assert wrong.json() == unknown.json()


async def test_a_browser_gets_a_cookie_and_loses_it(someone: Person, people: People, core: Core) -> None:
    client = people.connect()
    answer = await client.post(f"{API}/auth/session", json={"email": EMAIL, "password": PASSWORD})
    parts = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")}
    assert {"httponly", "samesite=lax", "path=/"} <= parts
    assert "secure" not in parts
    assert (await client.get(ME)).json()["email"] == EMAIL
    stolen = dict(client.cookies)
    assert (await client.delete(f"{API}/auth/session")).status_code == 204
    thief = people.connect(cookie=f"{core.cookie_name}={stolen[core.cookie_name]}")
    assert (await thief.get(ME)).status_code == 401, "the session ends on the server too"


async def test_behind_tls_the_cookie_never_leaves_it(someone: Person, app: FastAPI) -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://127.0.0.1") as client:
        answer = await client.post(f"{API}/auth/session", json={"email": EMAIL, "password": PASSWORD})
    assert "secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("body", [{}, {"email": EMAIL}, {"password": PASSWORD}, {"token": "x"}])
async def test_the_door_says_what_it_needs(body: dict[str, str], people: People) -> None:
    answer = await people.connect().post(f"{API}/auth/session", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"]["field"] == ("password" if "email" in body else "email")


async def test_another_site_signs_nobody_in(someone: Person, people: People) -> None:
    """Login CSRF: a victim who is signed in to the attacker's account tells it their secrets."""
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        client = people.connect(**headers)
        answer = await client.post(f"{API}/auth/session", json={"email": EMAIL, "password": PASSWORD})
        assert code(answer) == (403, "ORIGIN_NOT_ALLOWED")
        assert "set-cookie" not in answer.headers


async def test_the_owners_token_opens_nothing_here(core: Core, people: People) -> None:
    assert (await people.connect(authorization=f"Bearer {core.keys.token}").get(ME)).status_code == 401
    cookie = f"{core.cookie_name}={core.keys.cookie}"
    assert (await people.connect(cookie=cookie).get(ME)).status_code == 401
    answer = await people.connect().get("/", params={"token": core.keys.token})
    assert "set-cookie" not in answer.headers


async def test_a_wrong_bearer_is_not_saved_by_a_good_cookie(someone: Person, people: People) -> None:
    browser = await people.browser(EMAIL)
    assert (await browser.get(ME)).status_code == 200
    assert (await browser.get(ME, headers={"authorization": "Bearer wrong"})).status_code == 401


class TestForgedTokens:
    def claims(self, someone: Person, **changes: object) -> dict[str, object]:
        now = datetime.now(UTC)
        hour = now + timedelta(hours=1)
        good = {"iss": "reprise", "sub": str(someone.id), "ver": 0, "iat": now, "exp": hour}
        return good | changes

    async def status(self, people: People, token: str) -> int:
        return (await people.connect(authorization=f"Bearer {token}").get(ME)).status_code

    async def test_the_right_key_is_needed(self, someone: Person, people: People, core: Core) -> None:
        key = core.keys.access_tokens
        assert await self.status(people, jwt.encode(self.claims(someone), key, "HS256")) == 200
        for wrong in (b"0" * 32, core.keys.cookie.encode(), core.keys.token.encode()):
            assert await self.status(people, jwt.encode(self.claims(someone), wrong, "HS256")) == 401

    async def test_no_other_algorithm_is_taken(self, someone: Person, people: People, core: Core) -> None:
        assert await self.status(people, jwt.encode(self.claims(someone), None, "none")) == 401
        longer = core.keys.access_tokens * 2
        assert await self.status(people, jwt.encode(self.claims(someone), longer, "HS512")) == 401

    @pytest.mark.parametrize(
        "changes",
        [
            {"exp": 1},
            {"ver": 1},
            {"ver": "x"},
            {"ver": None},
            {"iss": "other"},
            {"sub": str(uuid4())},
            {"sub": "x"},
            {"exp": "never"},
        ],
    )
    async def test_every_claim_counts(
        self, changes: dict[str, object], someone: Person, people: People, core: Core
    ) -> None:
        token = jwt.encode(self.claims(someone, **changes), core.keys.access_tokens, "HS256")
        assert await self.status(people, token) == 401

    @pytest.mark.parametrize("missing", ["iss", "sub", "ver", "exp"])
    async def test_every_claim_is_needed(
        self, missing: str, someone: Person, people: People, core: Core
    ) -> None:
        claims = self.claims(someone)
        del claims[missing]
        assert await self.status(people, jwt.encode(claims, core.keys.access_tokens, "HS256")) == 401


async def test_signing_out_everywhere_ends_sessions_and_tokens_but_not_keys(
    someone: Person, people: People
) -> None:
    browsers = [await people.browser(EMAIL) for _ in range(2)]
    key = (await someone.client.post(f"{ME}/keys", json={"name": "script"})).json()["key"]
    assert (await browsers[0].delete(f"{API}/auth/sessions")).status_code == 204
    for client in (*browsers, someone.client):
        assert (await client.get(ME)).status_code == 401
    assert (await people.connect(authorization=f"Bearer {key}").get(ME)).status_code == 200
    assert await people.login(EMAIL)


async def test_an_old_session_is_over_and_forgotten(someone: Person, people: People, core: Core) -> None:
    browser = await people.browser(EMAIL)
    async with core.database.transaction() as session:
        await session.execute(update(UserSession).values(expires_at=utcnow() - timedelta(seconds=1)))
    assert (await browser.get(ME)).status_code == 401
    await people.browser(EMAIL)
    async with core.database.snapshot() as session:
        assert await session.scalar(select(func.count()).select_from(UserSession)) == 1


async def test_a_person_has_at_most_twenty_sessions(someone: Person, people: People, core: Core) -> None:
    first = await people.browser(EMAIL)
    for _ in range(20):
        last = await people.browser(EMAIL)
    async with core.database.snapshot() as session:
        assert await session.scalar(select(func.count()).select_from(UserSession)) == 20
    assert (await first.get(ME)).status_code == 401
    assert (await last.get(ME)).status_code == 200


async def test_a_restart_keeps_everybody_signed_in(
    someone: Person, people: People, settings: Settings
) -> None:
    browser = await people.browser(EMAIL)
    again = open_core(settings)
    transport = httpx.ASGITransport(create_app(again, {}))
    try:
        headers = {"authorization": someone.client.headers["authorization"]}
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            assert (await client.get(ME, headers=headers)).status_code == 200
            client.cookies.update(browser.cookies)
            assert (await client.get(ME)).status_code == 200
    finally:
        await again.close()


class TestKeys:
    async def test_a_key_is_shown_once_and_acts_for_its_owner(self, someone: Person, people: People) -> None:
        made = (await someone.client.post(f"{ME}/keys", json={"name": "  my script "})).json()
        assert made["name"] == "my script"
        assert made["key"].startswith(made["hint"])
        client = people.connect(authorization=f"Bearer {made['key']}")
        assert (await client.get(ME)).json()["email"] == EMAIL
        (listed,) = (await client.get(f"{ME}/keys")).json()["items"]
        assert listed["last_used_at"] is not None
        assert "key" not in listed
        assert (await client.delete(f"{ME}/keys/{made['id']}")).status_code == 204
        assert (await client.get(ME)).status_code == 401

    async def test_another_persons_key_is_not_there(self, someone: Person, people: People) -> None:
        other = await people.add("other@example.org")
        made = (await someone.client.post(f"{ME}/keys", json={"name": "x"})).json()
        assert (await other.client.delete(f"{ME}/keys/{made['id']}")).status_code == 404
        assert (await other.client.get(f"{ME}/keys")).json()["total"] == 0

    async def test_the_use_is_written_down_now_and_then_only(
        self, someone: Person, people: People, core: Core
    ) -> None:
        key = (await someone.client.post(f"{ME}/keys", json={"name": "x"})).json()["key"]
        client = people.connect(authorization=f"Bearer {key}")
        for ago, noted in ((timedelta(minutes=4), False), (timedelta(minutes=6), True)):
            then = utcnow() - ago
            async with core.database.transaction() as session:
                await session.execute(update(ApiKey).values(last_used_at=then))
            await client.get(ME)
            async with core.database.snapshot() as session:
                now = await session.scalar(select(ApiKey.last_used_at))
            assert (now != then) is noted

    async def test_there_are_at_most_fifty(self, someone: Person) -> None:
        answers = await asyncio.gather(
            *(someone.client.post(f"{ME}/keys", json={"name": f"{n}"}) for n in range(55))
        )
        assert Counter(answer.status_code for answer in answers) == {201: 50, 409: 5}
        assert code(await someone.client.post(f"{ME}/keys", json={"name": "x"})) == (409, "TOO_MANY_KEYS")


class TestBruteForce:
    """Tries are counted, not timed."""

    async def test_a_password_can_be_guessed_ten_times_and_racing_helps_nobody(
        self, someone: Person, people: People
    ) -> None:
        answers = await asyncio.gather(*(people.try_login(EMAIL, f"guess {n}") for n in range(25)))
        assert Counter(answer.status_code for answer in answers) == {401: 10, 429: 15}
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert code(refused) == (429, "TOO_MANY_ATTEMPTS")
        assert 1 <= int(refused.headers["Retry-After"]) <= attempts.PER_PAIR.seconds

    async def test_the_right_password_does_not_help_then_but_does_later(
        self, someone: Person, people: People, core: Core
    ) -> None:
        for number in range(10):
            await people.try_login(EMAIL, f"guess {number}")
        assert (await people.try_login(EMAIL, PASSWORD)).status_code == 429
        async with core.database.transaction() as session:
            await session.execute(
                update(Allowance).values(free_at=Allowance.free_at - attempts.PER_PAIR.seconds)
            )
        assert (await people.try_login(EMAIL, PASSWORD)).status_code == 200

    async def test_a_restart_forgets_nothing(
        self, someone: Person, people: People, settings: Settings
    ) -> None:
        for number in range(10):
            await people.try_login(EMAIL, f"guess {number}")
        again = open_core(settings)
        transport = httpx.ASGITransport(create_app(again, {}))
        try:
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                body = {"email": EMAIL, "password": PASSWORD}
                assert (await client.post(f"{API}/auth/login", json=body)).status_code == 429
        finally:
            await again.close()

    async def test_whoever_signs_in_begins_anew(self, someone: Person, people: People) -> None:
        for _ in range(3):
            for number in range(9):
                assert (await people.try_login(EMAIL, f"guess {number}")).status_code == 401
            assert (await people.try_login(EMAIL, PASSWORD)).status_code == 200

    async def test_one_address_cannot_try_many_accounts(self, people: People) -> None:
        began, tried = time.monotonic(), 0
        while (await people.try_login(f"{tried}@example.org", "guess")).status_code == 401:
            tried += 1
            assert tried < 200
        came_back = (time.monotonic() - began) / attempts.PER_ADDRESS.seconds
        assert 60 <= tried <= 61 + came_back, "sixty, and what came back meanwhile"

    async def test_many_addresses_cannot_try_one_account_nor_keep_its_owner_out(
        self, someone: Person, app: FastAPI, people: People
    ) -> None:
        async def guess(address: str, password: str) -> int:
            transport = httpx.ASGITransport(app, client=(address, 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                body = {"email": EMAIL, "password": password}
                return (await client.post(f"{API}/auth/login", json=body)).status_code

        statuses = [await guess(f"2001:db8:0:{n:x}::1", "guess") for n in range(103)]
        assert Counter(statuses)[401] in range(98, 103), "a hundred, one of them spent before"
        assert statuses[-1] == 429
        assert await guess("198.51.100.7", PASSWORD) == 429, "somewhere new"
        assert (await people.try_login(EMAIL, PASSWORD)).status_code == 200, "where they were before"

    async def test_the_rest_of_a_network_counts_as_one_address(self, someone: Person, app: FastAPI) -> None:
        statuses = []
        for number in range(11):
            transport = httpx.ASGITransport(app, client=(f"2001:db8::{number:x}", 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                body = {"email": EMAIL, "password": "guess"}
                statuses.append((await client.post(f"{API}/auth/login", json=body)).status_code)
        assert Counter(statuses) == {401: 10, 429: 1}

    async def test_registering_and_resetting_are_limited_too(self, people: People) -> None:
        client = people.connect()
        bodies = {
            "register": {"email": "taken@example.org", "password": PASSWORD, "invite": "guessed"},
            "reset": {"token": "guessed", "password": PASSWORD},
        }
        for path, most in (("register", 30), ("reset", 20)):
            statuses = [
                (await client.post(f"{API}/auth/{path}", json=bodies[path])).status_code
                for _ in range(most + 3)
            ]
            assert statuses[:most] == [403] * most
            assert statuses[-1] == 429

    async def test_rows_of_the_past_go(self, someone: Person, people: People, core: Core) -> None:
        for number in range(20):
            await people.try_login(f"{number}@example.org", "guess")
        async with core.database.transaction() as session:
            await session.execute(update(Allowance).values(free_at=1.0))
        await people.try_login("last@example.org", "guess")
        async with core.database.snapshot() as session:
            assert await session.scalar(select(func.count()).select_from(Allowance)) == 3


async def test_a_key_makes_no_other_key(someone: Person, people: People) -> None:
    """Or whoever stole one would keep a second when the first is revoked."""
    key = (await someone.client.post(f"{ME}/keys", json={"name": "x"})).json()["key"]
    program = people.connect(authorization=f"Bearer {key}")
    assert code(await program.post(f"{ME}/keys", json={"name": "y"})) == (403, "API_KEY_NOT_ENOUGH")
    assert (await program.get(f"{ME}/keys")).json()["total"] == 1
    browser = await people.browser(EMAIL)
    assert (await browser.post(f"{ME}/keys", json={"name": "y"})).status_code == 201


async def test_signing_in_ends_the_session_that_the_browser_had(
    someone: Person, people: People, core: Core
) -> None:
    browser, elsewhere = await people.browser(EMAIL), await people.browser(EMAIL)
    before = people.connect(cookie=f"{core.cookie_name}={browser.cookies[core.cookie_name]}")
    wrong = await browser.post(f"{API}/auth/session", json={"email": EMAIL, "password": "wrong"})
    assert wrong.status_code == 401
    assert (await before.get(ME)).status_code == 200
    again = await browser.post(f"{API}/auth/session", json={"email": EMAIL, "password": PASSWORD})
    assert again.status_code == 204
    assert (await before.get(ME)).status_code == 401
    for client in (browser, elsewhere):
        assert (await client.get(ME)).status_code == 200
