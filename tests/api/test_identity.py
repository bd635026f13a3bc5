"""Who may come in, and what a browser that was tricked may not do."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from tests.api.conftest import ConnectAs
from tests.api.studio import API

from reprise.core.auth.models import OWNER_ID
from reprise.core.context import Core
from reprise.core.settings import Settings

ME = f"{API}/users/me"
OWNER = {"id": str(OWNER_ID), "role": "admin", "email": None}


@pytest.fixture
def database_kind() -> str:
    """Nothing here depends on the kind of database."""
    return "sqlite"


@pytest.fixture
def stranger(connect: ConnectAs) -> httpx.AsyncClient:
    return connect()


async def test_everything_but_health_and_the_door_needs_identity(
    app: FastAPI, stranger: httpx.AsyncClient
) -> None:
    asked = 0
    for path, operations in app.openapi()["paths"].items():
        for method in operations:
            if operations[method].get("security") != []:
                # Who rates a test depends on the test.
                answer = await stranger.request(method, path.replace("{ab_test_id}", str(OWNER_ID)))
                assert answer.status_code == 401, (method, path)
                asked += 1
    assert asked > 15


async def test_paths_without_the_prefix_need_identity_too(stranger: httpx.AsyncClient) -> None:
    for path in ("/jobs", "/jobs/stats", f"/generate/{OWNER_ID}", f"/audio/{OWNER_ID}/stream"):
        assert (await stranger.get(path)).status_code == 401


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic {token}", "{token}", "Bearer x{token}"]
)
async def test_a_wrong_token_is_401(authorization: str, core: Core, connect: ConnectAs) -> None:
    client = connect(authorization=authorization.format(token=core.keys.token))
    answer = await client.get(ME)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["detail"]["code"] == "NOT_SIGNED_IN"


async def test_a_wrong_bearer_is_not_saved_by_a_good_cookie(core: Core, connect: ConnectAs) -> None:
    cookie = f"{core.cookie_name}={core.keys.cookie}"
    assert (await connect(cookie=cookie).get(ME)).json() == OWNER
    assert (await connect(cookie=cookie, authorization="Bearer wrong").get(ME)).status_code == 401


async def test_the_bearer_is_the_owner(client: httpx.AsyncClient) -> None:
    assert (await client.get(ME)).json() == OWNER


async def test_the_token_is_traded_for_a_cookie(core: Core, stranger: httpx.AsyncClient) -> None:
    answer = await stranger.post(f"{API}/auth/session", json={"token": core.keys.token})
    assert answer.status_code == 204
    _assert_session_cookie(answer, core)
    assert (await stranger.get(ME)).json() == OWNER
    assert (await stranger.delete(f"{API}/auth/session")).status_code == 204
    assert (await stranger.get(ME)).status_code == 401


async def test_a_wrong_token_is_not_traded(stranger: httpx.AsyncClient) -> None:
    answer = await stranger.post(f"{API}/auth/session", json={"token": "wrong"})
    assert (answer.status_code, answer.json()["detail"]["field"]) == (401, "token")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/songs", "/songs/jobs/7"])
async def test_a_link_with_the_token_signs_in_and_loses_it(
    path: str, core: Core, stranger: httpx.AsyncClient
) -> None:
    answer = await stranger.get(path, params={"a": "1", "token": core.keys.token})
    assert answer.status_code == 303
    _assert_session_cookie(answer, core)
    location = answer.headers["Location"]
    assert core.keys.token not in location
    assert location.endswith(f"{path}?a=1")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert (await stranger.get(ME)).json() == OWNER


async def test_a_link_with_a_wrong_token_only_loses_it(stranger: httpx.AsyncClient) -> None:
    answer = await stranger.get("/?token=wrong")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "set-cookie" not in answer.headers


async def test_the_link_leads_nowhere_else(core: Core, stranger: httpx.AsyncClient) -> None:
    """A path of two slashes would be an address of another host."""
    answer = await stranger.get(f"http://127.0.0.1//evil.example/?token={core.keys.token}")
    assert not answer.headers.get("Location", "").startswith("//")


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("127.0.0.1", True),
        ("127.0.0.1:8000", True),
        ("LOCALHOST:1", True),
        ("localhost.", True),
        ("[::1]:8000", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("localhost@evil.example", False),
        ("evil.example:127.0.0.1", False),
        ("[::1", False),
        ("", False),
    ],
)
async def test_only_our_names_are_answered(host: str, allowed: bool, connect: ConnectAs) -> None:
    answer = await connect(host=host).get("/healthz")
    assert answer.status_code == (200 if allowed else 400)
    if not allowed:
        assert answer.json()["detail"]["code"] == "HOST_NOT_ALLOWED"


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"origin": "http://127.0.0.1"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://127.0.0.1:9999"}, False),
        ({"origin": "http://127.0.0.1.evil.example"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1"}, False),
    ],
)
async def test_another_site_changes_nothing(
    headers: dict[str, str], allowed: bool, client: httpx.AsyncClient
) -> None:
    answer = await client.post(f"{API}/prompts", json={"text": "a tune"}, headers=headers)
    assert answer.status_code == (201 if allowed else 403)
    assert (await client.get(f"{API}/prompts", headers=headers)).json()["total"] == int(allowed)
    if not allowed:
        assert answer.json()["detail"]["code"] == "ORIGIN_NOT_ALLOWED"
        assert (await client.delete(f"{API}/auth/session", headers=headers)).status_code == 403


async def test_the_token_is_in_no_answer_and_no_log(
    core: Core, client: httpx.AsyncClient, stranger: httpx.AsyncClient, capfd: pytest.CaptureFixture[str]
) -> None:
    token = core.keys.token
    answers = [
        await stranger.get("/", params={"token": token}),
        await stranger.get(f"{API}/nothing", params={"token": token}),
        await stranger.post(f"{API}/auth/session", json={"token": token}),
        await stranger.post(f"{API}/auth/session", json={"token": token, "more": token}),
        await client.get(ME),
        await client.get("/openapi.json"),
        await client.get("/metrics"),
        await client.post(f"{API}/prompts", json={}),
    ]
    told = "".join(f"{answer.headers}{answer.text}" for answer in answers)
    logged = "".join(capfd.readouterr())
    assert "request" in logged
    assert token not in told + logged


def test_the_keys_are_the_owners_alone(core: Core, settings: Settings) -> None:
    for name in ("token", "secret_key"):
        mode = stat.S_IMODE((Path(settings.data_dir) / name).stat().st_mode)
        assert mode == 0o600
    assert stat.S_IMODE(Path(settings.data_dir).stat().st_mode) == 0o700


class TestOpen:
    """REPRISE_AUTH=open: a machine that nobody shares."""

    @pytest.fixture
    def settings(self, migrated_database_url: str, tmp_path: Path) -> Settings:
        return Settings(data_dir=tmp_path / "data", database_url=migrated_database_url, auth="open")

    async def test_nobody_needs_a_token(self, stranger: httpx.AsyncClient) -> None:
        assert (await stranger.get(ME)).json() == OWNER
        assert (await stranger.post(f"{API}/prompts", json={"text": "a tune"})).status_code == 201

    async def test_hosts_and_origins_are_checked_all_the_same(self, connect: ConnectAs) -> None:
        assert (await connect(host="evil.example").get(ME)).status_code == 400
        foreign = connect(origin="http://evil.example")
        assert (await foreign.post(f"{API}/prompts", json={"text": "a tune"})).status_code == 403


class TestAllowedHosts:
    @pytest.fixture
    def settings(self, migrated_database_url: str, tmp_path: Path) -> Settings:
        return Settings(
            data_dir=tmp_path / "data", database_url=migrated_database_url, allowed_hosts="Studio.example, b"
        )

    async def test_further_names_are_answered(self, connect: ConnectAs) -> None:
        for host in ("studio.example:80", "b", "localhost"):
            assert (await connect(host=host).get("/healthz")).status_code == 200
        assert (await connect(host="c").get("/healthz")).status_code == 400


def _assert_session_cookie(answer: httpx.Response, core: Core) -> None:
    parts = list(_cookie_parts(answer))
    assert parts[0] == f"{core.cookie_name}={core.keys.cookie}"
    assert {"httponly", "samesite=lax", "path=/"} <= {part.lower() for part in parts}
    assert core.keys.token not in answer.headers["set-cookie"]


def _cookie_parts(answer: httpx.Response) -> Iterator[Any]:
    yield from (part.strip() for part in answer.headers["set-cookie"].split(";"))
