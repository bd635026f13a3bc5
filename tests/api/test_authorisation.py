"""Every route, asked by everybody: from the table of routes itself, so that none is forgotten."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.routing import Route
from starlette.types import Message
from tests.api.accounts_fixtures import settings
from tests.api.authorisation.kinds import Actor, Gate, Ids
from tests.api.authorisation.rule import Rule
from tests.api.authorisation.rules import RULES
from tests.api.authorisation.scene import Scene
from tests.api.persons import PASSWORD
from tests.api.studio import API

from reprise.core.accounts.hashing import hash_password
from reprise.core.auth import dependencies
from reprise.core.context import Core
from reprise.core.direct.routes import DirectRoutes
from reprise.core.route_index import RouteIndex
from reprise.web_page import PageFiles

__all__ = ["settings"]

# Refused first: that they changed nothing shows when the owner, after them, can still do it.
REFUSED_FIRST: tuple[Actor, ...] = ("anonymous", "rater", "other", "admin", "owner")
_ENDLESS = re.compile(r"/events$")


def routes_of(app: FastAPI) -> Iterator[tuple[str, RouteContext]]:
    """Method with path, for all that is no page."""
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            for method in sorted(context.original_route.methods or ()):
                yield f"{method} {context.path}", context


def is_page(context: RouteContext) -> bool:
    """The built page, the API's document and its reader: without anything of anybody."""
    endpoint = getattr(context.original_route, "endpoint", None)
    return getattr(endpoint, "__module__", "") in {"reprise.web_page", "reprise.openapi"}


def rule_of(label: str) -> Rule | None:
    return RULES.get(label.replace(f" {API}/", " /", 1))


def gate_of(context: Any) -> Gate:
    """What a route asks for, read off its dependencies and those of the routers that hold it."""
    asked = set(_calls(context.dependant))
    admin = dependencies._require_admin in asked
    if dependencies.require_member in asked:
        return "member and admin" if admin else "member"
    if admin:
        return "admin"
    return "signed in" if dependencies._require_user in asked else "public"


def _calls(dependant: Any) -> Iterator[Any]:
    yield dependant.call
    for part in dependant.dependencies:
        yield from _calls(part)


def test_every_route_has_a_rule_and_every_rule_a_route(app: FastAPI) -> None:
    labels = [label for label, _ in routes_of(app)]
    assert len(labels) > 100
    assert [label for label in labels if rule_of(label) is None] == []
    assert {label.replace(f" {API}/", " /", 1) for label in labels} == set(RULES)


def test_every_route_asks_for_what_its_rule_says(app: FastAPI) -> None:
    for label, context in routes_of(app):
        rule = rule_of(label)
        assert rule is not None, label
        assert gate_of(context) in rule.kind.gates, label


def test_what_is_no_route_of_the_api_only_shows_files(app: FastAPI) -> None:
    """Everything else is a route of the API, and has a rule; or it leads to such routes."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, (DirectRoutes, RouteIndex, PageFiles)):
            continue
        assert is_page(context) != isinstance(route, APIRoute), context.path
        if is_page(context):
            assert isinstance(route, Route)
            assert route.methods
            assert route.methods <= {"GET", "HEAD"}
            assert not route.path.startswith("/api")


def test_a_route_without_a_rule_is_caught(app: FastAPI) -> None:
    @app.get(f"{API}/forgotten")
    async def forgotten() -> str:
        return "everything of everybody"

    assert f"GET {API}/forgotten" in [label for label, _ in routes_of(app) if rule_of(label) is None]


@pytest.mark.parametrize("area", ["accounts", "songs", "interviews", "experts", "root"])
async def test_everybody_gets_what_the_rules_say(area: str, app: FastAPI, core: Core) -> None:
    password_hash = await hash_password(PASSWORD)
    faults: dict[str, str] = {}
    asked = 0
    for label, _ in routes_of(app):
        if area_of(label) != area:
            continue
        scene = Scene(app, core, password_hash)
        await scene.begin()
        for actor, status, expected in await _answers(scene, label):
            asked += 1
            if not _as_expected(status, expected):
                faults[f"{label} by {actor}"] = f"{status}, not {expected or 'a success'}"
        await scene.end()
    assert faults == {}
    assert asked > 60


def area_of(label: str) -> str:
    path = label.split()[1]
    if not path.startswith(API):
        return "root"
    first = path.removeprefix(f"{API}/").split("/")[0]
    if first in {"auth", "users", "invites", "system"}:
        return "accounts"
    if first in {"experts", "insights"}:
        return "experts"
    interviews = {"resumes", "job-postings", "sessions", "operations", "shared-session", "interviews"}
    return "interviews" if first in interviews else "songs"


def _as_expected(status: int, expected: int) -> bool:
    # Not ready without a worker, which is no refusal.
    return status == expected or (expected == 0 and (200 <= status < 300 or status == 503))


async def _answers(scene: Scene, label: str) -> list[tuple[Actor, int, int]]:
    rule = rule_of(label)
    assert rule is not None
    method, path = label.split()
    ids = await rule.subject(scene)
    found = []
    for actor in REFUSED_FIRST:
        expected = rule.kind.answers[actor]
        found.append((actor, await _ask(scene, rule, actor, method, path, ids), expected))
        if expected == 0 and method not in {"GET", "HEAD"}:
            ids = await _anew(scene, rule, ids)
    return found


async def _anew(scene: Scene, rule: Rule, ids: Ids) -> Ids:
    """What was done cannot be done to the same row again; whoever owned the row may be gone, too."""
    if rule.subject is Scene.nothing:
        return ids
    return await rule.subject(scene)


async def _ask(scene: Scene, rule: Rule, actor: Actor, method: str, path: str, ids: Ids) -> int:
    address = path.format(**ids)
    client = scene.clients[actor]
    if _ENDLESS.search(path):
        return await status_of_stream(scene.app, address, dict(client.headers))
    return (await client.request(method, address, **rule.fields(scene, actor, ids))).status_code


async def status_of_stream(app: FastAPI, path: str, headers: dict[str, str]) -> int:
    """The status of an answer that may never end; its reader hangs up."""
    started: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    gone = asyncio.Event()

    async def receive() -> Message:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start" and not started.done():
            started.set_result(message["status"])

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [*raw, (b"host", b"127.0.0.1")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    answering = asyncio.create_task(app(scope, receive, send))
    status = await asyncio.wait_for(started, 10)
    gone.set()
    await asyncio.wait_for(answering, 10)
    return status
