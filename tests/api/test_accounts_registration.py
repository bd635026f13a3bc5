"""Who may make an account, and with what."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select, update
from tests.api.accounts_fixtures import people, settings
from tests.api.conftest import ConnectAs
from tests.api.persons import PASSWORD, People, Person, code
from tests.api.studio import API, Json

from reprise.core.accounts.invites.models import Invite
from reprise.core.auth.models import User
from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.core.settings import Settings

__all__ = ["people", "settings"]

EMAIL = "someone@example.org"


async def register(client: httpx.AsyncClient, **fields: str) -> httpx.Response:
    body = {"email": EMAIL, "password": PASSWORD} | fields
    return await client.post(f"{API}/auth/register", json=body)


async def test_whoever_registers_is_a_member_and_can_sign_in(people: People, connect: ConnectAs) -> None:
    answer = await register(connect())
    assert answer.status_code == 201
    made = answer.json()
    assert made == {"id": made["id"], "role": "member", "email": EMAIL}
    assert "set-cookie" not in answer.headers
    client = connect(authorization=f"Bearer {await people.login(EMAIL)}")
    assert (await client.get(f"{API}/users/me")).json() == made


async def test_emails_are_trimmed_and_lower_case(people: People, connect: ConnectAs) -> None:
    assert (await register(connect(), email="  SomeOne@Example.ORG ")).json()["email"] == EMAIL
    assert code(await register(connect(), email="someone@EXAMPLE.org")) == (409, "EMAIL_ALREADY_REGISTERED")
    assert await people.login("SOMEONE@example.org ")


async def test_a_password_may_have_spaces_at_its_ends_and_every_letter(
    people: People, connect: ConnectAs
) -> None:
    assert (await register(connect(), password=" Ünïcode pass ")).status_code == 201
    # The same letters as another keyboard writes them: u and a combining diaeresis.
    assert await people.login(EMAIL, " U\u0308ni\u0308code pass ")
    assert (await people.try_login(EMAIL, "Ünïcode pass")).status_code == 401


@pytest.mark.parametrize("length", [7, 129])
async def test_a_password_has_8_to_128_characters(length: int, connect: ConnectAs) -> None:
    answer = await register(connect(), password="x" * length)
    assert code(answer) == (422, "VALIDATION_ERROR")
    assert answer.json()["detail"]["field"] == "password"


@pytest.mark.parametrize("length", [8, 128])
async def test_the_bounds_are_good(length: int, connect: ConnectAs) -> None:
    assert (await register(connect(), password="x" * length)).status_code == 201


@pytest.mark.parametrize(
    "email",
    ["", "x", "@example.org", "a@", "a b@example.org", "a@b@c", "a@-b.org", "ä@b.org", "a@b..c"],
)
async def test_what_is_no_email_is_refused(email: str, connect: ConnectAs) -> None:
    answer = await register(connect(), email=email)
    assert (answer.status_code, answer.json()["detail"]["field"]) == (422, "email")


async def test_of_twenty_at_once_one_gets_the_email(core: Core, connect: ConnectAs) -> None:
    clients = [connect() for _ in range(20)]
    answers = await asyncio.gather(*(register(client) for client in clients))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 19}
    async with core.database.snapshot() as session:
        assert await session.scalar(select(func.count()).where(User.email == EMAIL)) == 1


class TestByInvite:
    @pytest.fixture
    def settings(self, accounts_settings: Settings) -> Settings:
        return accounts_settings.model_copy(update={"registration": "invite"})

    @pytest.fixture
    async def admin(self, people: People) -> Person:
        return await people.first_admin()

    async def invite(self, admin: Person, **fields: object) -> Json:
        answer = await admin.client.post(f"{API}/invites", json=fields)
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    async def test_nobody_comes_without(self, connect: ConnectAs) -> None:
        assert code(await register(connect())) == (403, "REGISTRATION_CLOSED")
        answer = await register(connect(), invite="guessed")
        assert code(answer) == (403, "REGISTRATION_CLOSED")
        assert answer.json()["detail"]["field"] == "invite"

    async def test_an_invite_gives_its_role_once(self, admin: Person, connect: ConnectAs) -> None:
        made = await self.invite(admin, role="rater", note="for Ada")
        assert made["link"] == f"/#invite={made['token']}"
        assert (await register(connect(), invite=made["token"])).json()["role"] == "rater"
        again = await register(connect(), invite=made["token"], email="b@example.org")
        assert code(again) == (403, "REGISTRATION_CLOSED")
        (listed,) = (await admin.client.get(f"{API}/invites")).json()["items"]
        assert (listed["uses"], listed["max_uses"], listed["note"]) == (1, 1, "for Ada")
        assert "token" not in listed

    async def test_a_taken_email_does_not_use_it_up(
        self, admin: Person, people: People, connect: ConnectAs
    ) -> None:
        await people.add(EMAIL)
        token = (await self.invite(admin))["token"]
        assert code(await register(connect(), invite=token)) == (409, "EMAIL_ALREADY_REGISTERED")
        assert (await register(connect(), invite=token, email="b@example.org")).status_code == 201

    async def test_of_ten_at_once_as_many_come_as_may(self, admin: Person, connect: ConnectAs) -> None:
        token = (await self.invite(admin, max_uses=3))["token"]
        answers = await asyncio.gather(
            *(register(connect(), invite=token, email=f"{n}@example.org") for n in range(10))
        )
        assert Counter(answer.status_code for answer in answers) == {201: 3, 403: 7}

    async def test_one_that_was_taken_back_or_is_too_old_lets_nobody_in(
        self, admin: Person, core: Core, connect: ConnectAs
    ) -> None:
        gone, old = await self.invite(admin), await self.invite(admin)
        assert (await admin.client.delete(f"{API}/invites/{gone['id']}")).status_code == 204
        async with core.database.transaction() as session:
            await session.execute(update(Invite).values(expires_at=utcnow() - timedelta(seconds=1)))
        for token in (gone["token"], old["token"]):
            assert (await register(connect(), invite=token)).status_code == 403

    @pytest.mark.parametrize("change", [{"role": "member"}, {"disabled": True}])
    async def test_an_invite_is_worth_what_its_giver_is(
        self, admin: Person, people: People, connect: ConnectAs, change: dict[str, object]
    ) -> None:
        former = await people.add("former@example.org", "admin")
        token = (await self.invite(former))["token"]
        await admin.client.patch(f"{API}/users/{former.id}", json=change)
        assert code(await register(connect(), invite=token)) == (403, "REGISTRATION_CLOSED")
        token = (await self.invite(admin))["token"]
        assert (await register(connect(), invite=token)).status_code == 201

    async def test_no_invite_makes_an_admin(self, admin: Person) -> None:
        assert (await admin.client.post(f"{API}/invites", json={"role": "admin"})).status_code == 422


class TestClosed:
    @pytest.fixture
    def settings(self, accounts_settings: Settings) -> Settings:
        return accounts_settings.model_copy(update={"registration": "closed"})

    async def test_nobody_comes_and_nobody_learns_who_is_here(
        self, people: People, connect: ConnectAs
    ) -> None:
        admin = await people.first_admin(EMAIL)
        invite = (await admin.client.post(f"{API}/invites", json={})).json()["token"]
        assert code(await register(connect())) == (403, "REGISTRATION_CLOSED")
        assert code(await register(connect(), invite=invite)) == (403, "REGISTRATION_CLOSED")


class TestWithoutAccounts:
    @pytest.fixture
    def settings(self, accounts_settings: Settings) -> Settings:
        return accounts_settings.model_copy(update={"auth": "token"})

    async def test_there_is_nothing_to_register_at(self, connect: ConnectAs, core: Core) -> None:
        assert code(await register(connect())) == (403, "ACCOUNTS_OFF")
        login = await connect().post(f"{API}/auth/login", json={"email": EMAIL, "password": PASSWORD})
        assert code(login) == (403, "ACCOUNTS_OFF")
        owner = connect(authorization=f"Bearer {core.keys.token}")
        assert code(await owner.post(f"{API}/users/me/keys", json={"name": "x"})) == (403, "ACCOUNTS_OFF")
        options = (await connect().get(f"{API}/auth/options")).json()
        assert options == {"auth": "token", "registration": "open"}
