"""Feedback given by many at once, against a bare insert; and on a sample that has 10,000 ratings already.

Each request carries an idempotency key, and is committed with the event that it causes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from uuid import UUID, uuid4

from tests.support.processes import ServerProcess
from tests.support.rows import insert_feedback, insert_samples

from bench import databases, programs
from bench.figures import Figure
from bench.load import Load, by_turns, press, request

SECONDS = 3.0
ROUNDS = 5
AT_LEAST = {1: 0.4, 16: 0.6, 64: 0.8}
RATED = 10_000
AT_LEAST_RATED = 0.9

Measure = Callable[[], Load]


def measure(scratch: Path) -> list[Figure]:
    figures = _figures("SQLite", scratch / "sqlite", "", f"sqlite:///{scratch / 'bare.db'}")
    with databases.postgres_server() as server:
        if server is not None:
            ours, bare = server.create_database(), server.create_database()
            figures += _figures("PostgreSQL", scratch / "postgresql", ours, bare)
    return figures


def _figures(title: str, data_dir: Path, database_url: str, bare_url: str) -> list[Figure]:
    environment = {"REPRISE_DATABASE_URL": database_url} if database_url else {}
    with (
        programs.reprise(data_dir, environment) as server,
        programs.control("bare_writes", bare_url) as (control, port),
    ):
        server.wait_ready()
        programs.wait_answer(port, "/healthz", control.poll)
        fresh, rated = insert_samples(database_url or data_dir, 2)
        insert_feedback(database_url or data_dir, rated, RATED)
        bare = f"http://127.0.0.1:{port}"
        figures = [_against_bare(title, server, fresh, bare, clients) for clients in AT_LEAST]
        return [*figures, _against_itself(title, server, fresh, rated)]


def _against_bare(title: str, server: ServerProcess, audio_id: UUID, bare: str, clients: int) -> Figure:
    ours, control = by_turns([_ours(server, audio_id, clients), _bare(bare, clients)], ROUNDS)
    slow = quantiles([one for load in ours for one in load.seconds], n=100)[-1]
    return Figure(
        f"feedback writes, {clients} clients, {title}",
        _rate(ours),
        "/s",
        control=_rate(control),
        at_least_control=AT_LEAST[clients],
        note=f"median of {ROUNDS} × {SECONDS:g} s, p99 {1e3 * slow:.0f} ms",
    )


def _against_itself(title: str, server: ServerProcess, fresh: UUID, rated: UUID) -> Figure:
    loaded, unloaded = by_turns([_ours(server, rated, 16), _ours(server, fresh, 16)], ROUNDS)
    return Figure(
        f"feedback writes on a sample with {RATED:,} ratings, {title}",
        _rate(loaded),
        "/s",
        control=_rate(unloaded),
        at_least_control=AT_LEAST_RATED,
        note="against a sample that began with none",
    )


def _rate(loads: list[Load]) -> float:
    return median(load.rate for load in loads)


def _ours(server: ServerProcess, audio_id: UUID, clients: int) -> Measure:
    body = json.dumps({"audio_id": str(audio_id), "rating": 4}).encode()
    headers = {"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"}

    def make() -> bytes:
        own = headers | {"Idempotency-Key": uuid4().hex}
        return request("POST", server.url, "/api/v1/feedback", body, own)

    return partial(press, server.url, make, clients=clients, seconds=SECONDS, status=201)


def _bare(url: str, clients: int) -> Measure:
    body = json.dumps({"audio_id": str(uuid4()), "rating": 4}).encode()
    asked = request("POST", url, "/said", body, {"Content-Type": "application/json"})
    return partial(press, url, lambda: asked, clients=clients, seconds=SECONDS, status=201)
