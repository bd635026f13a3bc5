"""What the API says of itself is what it does: requests made from its own description, good and bad."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import requests
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.api.library.studio import flac
from tests.api.studio import API, Studio
from tests.support.databases import migrated_database
from tests.support.engines import PacedEngine
from tests.support.logs import ConfigureLogs

from reprise.app import create_app
from reprise.core.context import open_core
from reprise.core.settings import Settings
from reprise.songs.engines.registry import load_engines

EXAMPLES = 4
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Event streams do not end by themselves; the format of metrics is Prometheus's, not ours.
LEFT_OUT = [
    "/api/v1/jobs/events",
    "/api/v1/generate/{job_id}/events",
    "/api/v1/operations/{operation_id}/events",
    "/metrics",
]
# Neither parameter, body nor identity: no request for them can be wrong.
ALWAYS_RIGHT = {
    "GET /healthz",
    "GET /readyz",
    "GET /api/v1/auth/options",
    "DELETE /api/v1/auth/session",
    "GET /api/v1/experts/visitor",
}


KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Server:
    """A running application, and ids that it knows."""

    kind: str
    url: str
    token: str
    known: dict[str, str]
    session: requests.Session


@pytest.fixture
def servers(
    request: pytest.FixtureRequest, tmp_path: Path, configure_logs: ConfigureLogs
) -> Iterator[list[Server]]:
    """One on each kind of database: to think of requests takes far longer than to make them."""
    # Each subtest has an output of its own and closes it, which the servers' threads know nothing of.
    with ExitStack() as stack:
        log = stack.enter_context((tmp_path / "server.log").open("w"))
        with redirect_stderr(log):
            configure_logs(Settings(data_dir=tmp_path / "data"))
        yield [stack.enter_context(_running(kind, tmp_path / kind, request)) for kind in KINDS]


@contextmanager
def _running(kind: str, directory: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    """In a thread of its own: the requests are made by a library that waits for each."""
    directory.mkdir()
    ready, stop = threading.Event(), threading.Event()
    told: list[Told] = []
    with migrated_database(kind, directory, request) as url, requests.Session() as session:
        options = Settings(data_dir=directory / "data", database_url=url)
        thread = threading.Thread(target=lambda: asyncio.run(_serve(options, told, ready, stop)))
        thread.start()
        assert ready.wait(120)
        try:
            address, token, known = told[0]
            session.headers["Authorization"] = f"Bearer {token}"
            yield Server(kind, address, token, known, session)
        finally:
            stop.set()
            thread.join()


Told = tuple[str, str, dict[str, str]]
"""Address, token, and ids that are known there."""


class _QuietServer(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the test session."""
        yield


async def _serve(options: Settings, told: list[Told], ready: threading.Event, stop: threading.Event) -> None:
    core = open_core(options)
    app = create_app(core, load_engines(["composer"]) | {"paced": PacedEngine()})
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    running = _QuietServer(uvicorn.Config(app, log_config=None, access_log=False))
    serving = asyncio.create_task(running.serve(sockets=[listener]))
    headers = {"authorization": f"Bearer {core.keys.token}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=60) as client:
        told.append((url, core.keys.token, await _populate(Studio(core, client))))
    ready.set()
    await asyncio.to_thread(stop.wait)
    running.should_exit = True
    await serving


async def _populate(studio: Studio) -> dict[str, str]:
    prompt = await studio.prompt()
    job = await studio.submit(prompt["id"])
    (audio_id,) = await studio.complete(job["id"], flac())
    await studio.submit(prompt["id"])
    made = {"name": "mine", "category": "Calm", "text": "a tune"}
    template = (await studio.client.post(f"{API}/prompt-templates", json=made)).json()
    await studio.client.put(f"{API}/favorites", json={"kind": "prompt", "target_id": prompt["id"]})
    known = {"prompt_id": prompt["id"], "job_id": job["id"], "audio_id": audio_id}
    # Accounts are off where this runs: nobody has any of these.
    known |= {name: str(uuid4()) for name in ("user_id", "key_id", "invite_id")}
    experiment = (await studio.client.post(f"{API}/experiments", json={"name": "Tempo"})).json()
    known |= {"experiment_id": experiment["id"], "view_id": str(uuid4())}
    adapter = {"name": "warm", "engine": "composer", "parameters": {"brightness": -0.5}}
    known |= {"adapter_id": (await studio.client.post(f"{API}/adapters", json=adapter)).json()["id"]}
    blind = {"name": "warm?", "adapter_b": known["adapter_id"], "prompt_ids": [prompt["id"]]}
    known |= {"ab_test_id": (await studio.client.post(f"{API}/ab-tests", json=blind)).json()["id"]}
    known |= {"stream_id": str(uuid4())}
    known |= {"version": "1"}
    said = {"audio_id": audio_id, "rating": 4, "tags": ["creative"]}
    known |= {"feedback_id": (await studio.client.post(f"{API}/feedback", json=said)).json()["id"]}
    known |= {"template_id": template["id"], "target_id": prompt["id"], "kind": "prompt"}
    known |= await _populate_experts(studio.client)
    return known | await _populate_interviews(studio.client)


async def _populate_experts(client: httpx.AsyncClient) -> dict[str, str]:
    body = {"username": "ada", "first_name": "Ada", "bio": "I know okapis."}
    expert = (await client.post(f"{API}/experts", json=body)).json()
    asked = (await client.post("/api/chat", json={"query": "okapis"})).text
    (conversation,) = re.findall(r'"conversation_id":"([^"]+)"', asked)
    return {"expert_id": expert["id"], "conversation_id": conversation, "lead_id": str(uuid4())}


async def _populate_interviews(client: httpx.AsyncClient) -> dict[str, str]:
    async def post(path: str, body: dict[str, Any] | None = None) -> str:
        answer = await client.post(f"{API}{path}", json=body)
        assert answer.is_success, answer.text
        made: str = answer.json()["id"]
        return made

    posting = await post("/job-postings", {"title": "Engineer", "description": "Python."})
    session = await post("/sessions", {"job_posting_id": posting})
    operation = await post(f"/sessions/{session}/generate-question")
    link = await post(f"/sessions/{session}/share-links", {})
    return {"posting_id": posting, "session_id": session, "operation_id": operation, "link_id": link}


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value
)
def test_the_api_does_what_it_says(
    mode: GenerationMode, servers: list[Server], subtests: pytest.Subtests
) -> None:
    load_all_checks()
    address = f"{servers[0].url}/openapi.json"
    schema = schemathesis.openapi.from_url(address).exclude(path=LEFT_OUT)
    tried = set()
    for operation in (result.ok() for result in schema.get_all_operations()):
        if mode is GenerationMode.NEGATIVE and operation.label in ALWAYS_RIGHT:
            continue
        with subtests.test(operation.label):
            _try(operation, mode, servers)
        tried.add(operation.label)
    described = set(_operations(requests.get(address, timeout=60).json()))
    assert described >= ALWAYS_RIGHT
    assert tried == (described - ALWAYS_RIGHT if mode is GenerationMode.NEGATIVE else described)


def _operations(description: dict[str, Any]) -> Iterator[str]:
    for path, methods in description["paths"].items():
        if path not in LEFT_OUT:
            yield from (f"{method.upper()} {path}" for method in methods)


def _try(operation: Any, mode: GenerationMode, servers: list[Server]) -> None:
    @given(case=operation.as_strategy(generation_mode=mode), aimed=st.booleans())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def run(case: Any, aimed: bool) -> None:
        # No worker beats here: as soon as the one of the preparations is forgotten, 503 is the right answer.
        checks = [check for check in CHECKS if check is not not_a_server_error or operation.path != "/readyz"]
        for server in servers:
            # Random ids would only ever meet a 404; what is there must stay there.
            if aimed and mode is GenerationMode.POSITIVE and operation.method.upper() != "DELETE":
                _aim(case, server.known)
            try:
                case.call_and_validate(checks=checks, base_url=server.url, session=server.session)
            except BaseException as error:
                error.add_note(f"on {server.kind}")
                raise

    run()


def _aim(case: Any, known: dict[str, str]) -> None:
    """Ask for what is there."""
    for name in case.path_parameters or {}:
        case.path_parameters[name] = known[name]
    if isinstance(case.body, dict) and "job_posting_id" in case.body:
        case.body = case.body | {"job_posting_id": known["posting_id"]}
    if isinstance(case.body, dict) and "audio_id" in case.body:
        case.body = case.body | {"audio_id": known["audio_id"]}
    if isinstance(case.body, dict) and "prompt_id" in case.body:
        case.body = case.body | {"prompt_id": known["prompt_id"], "adapter_id": None, "experiment_id": None}
