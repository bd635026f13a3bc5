"""Answers of the API while a model provider stalls on many sessions, against the same answers before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
from tests.support import model_server as model
from tests.support.model_server import ModelServer, Request

from bench import databases, programs
from bench.figures import Figure

STALLED = 50
STALL_SECONDS = 60.0
PROBES = 60
_TIMES = 3
_PATIENCE = 60.0
_ANSWER = "I profiled it, found the query without an index, added the index and measured again."

Json = dict[str, Any]
Probe = Callable[[httpx.Client], None]


def measure(scratch: Path) -> list[Figure]:
    figures = _figures("SQLite", scratch / "sqlite", "")
    with databases.postgres_server() as server:
        if server is not None:
            figures += _figures("PostgreSQL", scratch / "postgresql", server.create_database())
    return figures


def _figures(title: str, data_dir: Path, database_url: str) -> list[Figure]:
    with _provider() as provider:
        environment = {
            "REPRISE_LLM_MODEL": "openai:bench",
            "REPRISE_LLM_BASE_URL": f"{provider.address}/v1",
            "REPRISE_LLM_API_KEY": "bench",
            "REPRISE_LLM_TIMEOUT": str(4 * STALL_SECONDS),
            "REPRISE_LLM_REQUEST_TIMEOUT": str(2 * STALL_SECONDS),
        }
        if database_url:
            environment["REPRISE_DATABASE_URL"] = database_url
        with programs.reprise(data_dir, environment) as server:
            server.wait_ready()
            with server.client() as client:
                return _compare(title, client, provider)


def _compare(title: str, client: httpx.Client, provider: ModelServer) -> list[Figure]:
    posting = _post(client, "/job-postings", {"title": "Engineer", "description": "Python."})["id"]
    ready = [_completed(client, posting) for _ in range(2 * PROBES + STALLED)]
    before, stalled, during = ready[:PROBES], ready[PROBES:-PROBES], ready[-PROBES:]
    accepted, others = _accepting(client), _others(client, ready[0])
    idle = _p95(accepted, before)
    idle_others = _p95(others, before)
    _wait_idle(client, before)
    provider.behave(_stalls)
    began = time.monotonic()
    for session_id in stalled:
        _post(client, f"/sessions/{session_id}/generate-feedback")
    _wait_stalling(provider)
    busy = _p95(accepted, during)
    busy_others = _p95(others, during)
    assert time.monotonic() - began < STALL_SECONDS, "the stall ended before the measurement did"
    note = f"p95 of {PROBES}, {STALLED} sessions stalled"
    return [
        Figure(f"202 of generate-feedback, {title}", busy, "ms", idle, times_control=_TIMES, note=note),
        Figure(f"other answers, {title}", busy_others, "ms", idle_others, times_control=_TIMES, note=note),
    ]


def _accepting(client: httpx.Client) -> Callable[[str], None]:
    def ask(session_id: str) -> None:
        answer = client.post(f"/api/v1/sessions/{session_id}/generate-feedback")
        assert answer.status_code == 202, answer.text

    return ask


def _others(client: httpx.Client, session_id: str) -> Callable[[str], None]:
    """One after the other, whatever the session that is given: a list, a transcript, the jobs of songs."""
    paths = ("/sessions?limit=20", f"/sessions/{session_id}/messages", "/jobs")
    turn = 0

    def look(_: str) -> None:
        nonlocal turn
        turn += 1
        client.get(f"/api/v1{paths[turn % len(paths)]}").raise_for_status()

    return look


def _p95(probe: Callable[[str], None], session_ids: list[str]) -> float:
    """Milliseconds."""
    seconds = []
    for session_id in session_ids:
        began = time.perf_counter()
        probe(session_id)
        seconds.append(time.perf_counter() - began)
    return 1e3 * quantiles(seconds, n=20)[-1]


def _completed(client: httpx.Client, posting: str) -> str:
    session_id: str = _post(client, "/sessions", {"job_posting_id": posting})["id"]
    _wait(client, _post(client, f"/sessions/{session_id}/generate-question")["id"])
    _post(client, f"/sessions/{session_id}/answers", {"answer_text": _ANSWER})
    _post(client, f"/sessions/{session_id}/complete")
    return session_id


def _wait_idle(client: httpx.Client, session_ids: list[str]) -> None:
    for session_id in session_ids:
        newest = client.get(f"/api/v1/sessions/{session_id}/operations").raise_for_status().json()["items"][0]
        _wait(client, newest["id"])


def _wait(client: httpx.Client, operation_id: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while (operation := client.get(f"/api/v1/operations/{operation_id}").json())["status"] != "completed":
        assert operation["status"] != "failed", operation
        if time.monotonic() > deadline:
            raise TimeoutError(str(operation))
        time.sleep(0.02)


def _wait_stalling(provider: ModelServer) -> None:
    """Until the worker holds as many requests open as it runs at once."""
    deadline, seen = time.monotonic() + _PATIENCE, -1
    while seen != len(provider.received) or seen == 0:
        seen = len(provider.received)
        if time.monotonic() > deadline:
            raise TimeoutError(f"{seen} requests reached the provider")
        time.sleep(0.5)


def _post(client: httpx.Client, path: str, body: Json | None = None) -> Json:
    made: Json = client.post(f"/api/v1{path}", json=body).raise_for_status().json()
    return made


@contextmanager
def _provider() -> Iterator[ModelServer]:
    provider = ModelServer()
    provider.behave(model.well)
    try:
        yield provider
    finally:
        provider.close()


def _stalls(request: Request) -> None:
    request.closing.wait(STALL_SECONDS)
    model.well(request)
