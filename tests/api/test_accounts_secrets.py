"""Passwords, keys and tokens are in no log, no refusal, no export and no example."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.api.accounts_fixtures import people, settings
from tests.api.persons import PASSWORD, People, Person
from tests.api.studio import API
from tests.support.logs import ConfigureLogs

from reprise.core.auth.models import ApiKey, User, UserSession
from reprise.core.auth.tokens import digest
from reprise.core.context import Core
from reprise.core.settings import Settings

__all__ = ["people", "settings"]

ME = f"{API}/users/me"
EMAIL = "someone@example.org"
WRONG = "a wrong but telling secret"


@pytest.fixture
def database_kind() -> str:
    """Nothing here depends on the kind of database."""
    return "sqlite"


@pytest.fixture
async def someone(people: People) -> Person:
    return await people.add(EMAIL)


async def secrets_of(someone: Person, people: People, core: Core) -> tuple[list[str], list[str]]:
    """What was handed out, and what is stored of it."""
    admin = await people.first_admin()
    browser = await people.browser(EMAIL)
    key = (await someone.client.post(f"{ME}/keys", json={"name": "x"})).json()["key"]
    invite = (await admin.client.post(f"{API}/invites", json={})).json()["token"]
    reset = (await admin.client.post(f"{API}/users/{someone.id}/reset-link")).json()["token"]
    cookie = browser.cookies[core.cookie_name]
    bearer = someone.client.headers["authorization"].removeprefix("Bearer ")
    async with core.database.snapshot() as session:
        stored = list(await session.scalars(select(User.password_hash).where(User.email.is_not(None))))
        stored += list(await session.scalars(select(ApiKey.digest)))
        stored += list(await session.scalars(select(UserSession.digest)))
    handed_out = [PASSWORD, key, invite, reset, cookie, bearer]
    assert {digest(key), digest(cookie)} <= set(map(str, stored))
    assert not set(handed_out) & set(map(str, stored))
    return handed_out, [str(one) for one in stored]


async def test_no_log_and_no_later_answer_holds_one(
    someone: Person,
    people: People,
    core: Core,
    settings: Settings,
    capfd: pytest.CaptureFixture[str],
    configure_logs: ConfigureLogs,
) -> None:
    configure_logs(settings)
    handed_out, stored = await secrets_of(someone, people, core)
    client = someone.client
    answers = [
        await client.get(ME),
        await client.get(f"{ME}/keys"),
        await client.get(f"{ME}/export"),
        await client.get("/metrics"),
        await client.get("/openapi.json"),
        await client.get(f"{API}/nothing", params={"password": PASSWORD}),
        await people.try_login(EMAIL, WRONG),
        await client.patch(ME, json={"current_password": WRONG, "new_password": WRONG}),
        await client.post(f"{ME}/deletion", json={"password": WRONG}),
        await client.post(f"{API}/auth/reset", json={"token": WRONG, "password": WRONG}),
        await client.post(f"{API}/auth/register", json={"email": EMAIL, "password": WRONG, "invite": WRONG}),
    ]
    told = "".join(f"{answer.headers}{answer.text}" for answer in answers)
    logged = "".join(capfd.readouterr())
    assert "/api/v1/auth/login" in logged
    for secret in [*handed_out, *stored, WRONG]:
        assert secret not in told
        assert secret not in logged


@pytest.mark.parametrize(
    ("method", "path", "fields"),
    [
        ("POST", "/auth/register", {"email": "x", "password": WRONG}),
        ("POST", "/auth/register", {"email": EMAIL, "password": WRONG * 9}),
        ("POST", "/auth/register", {"email": EMAIL, "password": [WRONG]}),
        ("POST", "/auth/register", {"email": EMAIL, "password": {"is": WRONG}}),
        ("POST", "/auth/register", {"email": EMAIL, "password": f"\x00{WRONG}"}),
        ("POST", "/auth/register", {"email": WRONG, "password": PASSWORD}),
        ("POST", "/auth/register", {"email": EMAIL, "password": PASSWORD, "invite": [WRONG]}),
        ("POST", "/auth/login", {"email": EMAIL, "password": WRONG * 9}),
        ("POST", "/auth/session", {"email": EMAIL, "password": 7, "token": WRONG * 9}),
        ("POST", "/auth/reset", {"token": WRONG * 9, "password": WRONG}),
        ("PATCH", "/users/me", {"current_password": WRONG, "new_password": WRONG * 9}),
        ("POST", "/users/me/deletion", {"password": WRONG, "more": WRONG}),
    ],
)
async def test_no_refusal_repeats_what_came_in(
    method: str, path: str, fields: dict[str, Any], someone: Person, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = await someone.client.request(method, f"{API}{path}", json=fields)
    assert answer.status_code == 422
    assert WRONG not in answer.text + "".join(capfd.readouterr())


async def test_a_fault_of_ours_does_not_tell_either(
    someone: Person,
    app: FastAPI,
    settings: Settings,
    core: Core,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    configure_logs: ConfigureLogs,
) -> None:
    """A traceback shows lines of code, not what the variables held."""
    configure_logs(settings)
    await core.database.close()
    monkeypatch.setattr(core.database, "transaction", lambda: 1 / 0)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.post(f"{API}/auth/login", json={"email": EMAIL, "password": WRONG})
    assert answer.status_code == 500
    logged = "".join(capfd.readouterr())
    assert "ZeroDivisionError" in logged
    assert WRONG not in logged + answer.text


async def test_what_is_shown_once_may_not_be_kept(someone: Person, people: People) -> None:
    admin = await people.first_admin()
    for answer in (
        await someone.client.post(f"{ME}/keys", json={"name": "x"}),
        await admin.client.post(f"{API}/invites", json={}),
        await admin.client.post(f"{API}/users/{someone.id}/reset-link"),
        await people.try_login(EMAIL, PASSWORD),
        await someone.client.get(f"{ME}/export"),
    ):
        assert answer.headers["Cache-Control"] == "no-store"


def test_no_example_shows_a_password_or_a_key(app: FastAPI) -> None:
    for name, schema in app.openapi()["components"]["schemas"].items():
        for field, part in schema.get("properties", {}).items():
            if {"password", "key", "secret"} & set(field.split("_")) and part.get("type") == "string":
                assert "examples" not in part, (name, field)
                assert "default" not in part or part["default"] == "", (name, field)
    assert "rk-" not in json.dumps(app.openapi())
