"""Accounts from the command line, and serving them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.commands.test_command_line import REPRISE, reprise
from tests.support.processes import ServerProcess

PASSWORD = "correct horse battery"
EMAIL = "admin@example.org"


def user(cwd: Path, *arguments: str, typed: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REPRISE_")}
    return subprocess.run(
        [REPRISE, "user", *arguments],
        cwd=cwd,
        env=environment | {"REPRISE_DATA_DIR": str(cwd / "data")},
        input=f"{typed}\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def people(cwd: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(user(cwd, "list", "--json").stdout)
    return found


@pytest.fixture(scope="module")
def with_an_admin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("accounts")
    assert user(directory, "add", "--role", "admin", EMAIL).returncode == 0
    return directory


def test_people_are_added_changed_and_listed(tmp_path: Path) -> None:
    assert people(tmp_path) == []
    first = user(tmp_path, "add", "--role", "admin", " Admin@Example.org ")
    assert first.returncode == 0, first.stderr
    assert "what was made here" in first.stdout
    assert PASSWORD not in first.stdout + first.stderr
    assert user(tmp_path, "add", "member@example.org").returncode == 0
    assert user(tmp_path, "role", "member@example.org", "rater").returncode == 0
    assert [(one["email"], one["role"]) for one in people(tmp_path)] == [
        (EMAIL, "admin"),
        ("member@example.org", "rater"),
    ]
    assert user(tmp_path, "password", EMAIL, typed="another password").returncode == 0
    assert EMAIL in user(tmp_path, "list").stdout


@pytest.mark.parametrize(
    ("arguments", "typed", "named"),
    [
        (("add", EMAIL), PASSWORD, "has an account already"),
        (("add", "--role", "admin", EMAIL), PASSWORD, "has an account already"),
        (("add", "nobody"), PASSWORD, "must be an email address"),
        (("add", "b@example.org"), "short", "8 to 128 characters"),
        (("add", "b@example.org"), "", "8 to 128 characters"),
        (("add", "b@example.org", "--role", "king"), PASSWORD, "king"),
        (("password", "b@example.org"), PASSWORD, "Nobody has an account with b@example.org"),
        (("role", EMAIL, "member"), "", "last admin"),
        (("role", "b@example.org", "member"), "", "Nobody has an account"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    with_an_admin: Path, arguments: tuple[str, ...], typed: str, named: str
) -> None:
    done = user(with_an_admin, *arguments, typed=typed)
    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr
    assert [one["email"] for one in people(with_an_admin)] == [EMAIL]


def test_there_is_no_token_where_there_are_accounts(tmp_path: Path) -> None:
    done = reprise("token", cwd=tmp_path, REPRISE_AUTH="accounts")
    assert (done.returncode, done.stdout) == (2, "")
    assert "REPRISE_AUTH=accounts" in done.stderr


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "REPRISE_AUTH=accounts"),
        ({"REPRISE_AUTH": "open"}, "REPRISE_AUTH=accounts"),
        ({"REPRISE_AUTH": "accounts"}, "REPRISE_ALLOWED_HOSTS"),
        ({"REPRISE_AUTH": "accounts", "REPRISE_SECRET_KEY": "too short"}, "REPRISE_SECRET_KEY"),
    ],
)
def test_beyond_loopback_everything_needed_must_be_said(
    tmp_path: Path, settings: dict[str, str], named: str
) -> None:
    done = reprise("serve", "--host", "0.0.0.0", "--port", 0, cwd=tmp_path, **settings)
    assert done.returncode == 2
    assert named in done.stderr
    assert "too short" not in done.stderr


def test_the_first_admin_signs_in_and_finds_what_was_made_without_accounts(tmp_path: Path) -> None:
    alone = ServerProcess(tmp_path / "data")
    alone.start()
    try:
        alone.wait_ready()
        with alone.client() as client:
            assert client.post("/api/v1/prompts", json={"text": "made alone"}).status_code == 201
            client.put("/api/v1/resumes/me", json={"content": "I bake."})
    finally:
        alone.close()
    assert user(tmp_path, "add", "--role", "admin", EMAIL).returncode == 0
    server = ServerProcess(tmp_path / "data", environment={"REPRISE_AUTH": "accounts"})
    server.start()
    try:
        server.wait_ready()
        assert "?token=" not in server.log.rpartition("Reprise is ready")[2]
        credentials = {"email": EMAIL, "password": PASSWORD}
        with httpx.Client(base_url=f"{server.url}/api/v1", timeout=30) as client:
            token = client.post("/auth/login", json=credentials).json()["access_token"]
            headers = {"authorization": f"Bearer {token}"}
            (prompt,) = client.get("/prompts", headers=headers).json()["items"]
            assert prompt["text"] == "made alone"
            assert client.get("/resumes/me", headers=headers).json()["content"] == "I bake."
            proxied = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.7"}
            answer = client.post("/auth/session", json=credentials, headers=proxied)
            assert "secure" in answer.headers["set-cookie"].lower()
        assert PASSWORD not in server.log
        assert token not in server.log
    finally:
        server.close()
