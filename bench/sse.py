"""Hundreds of clients follow what happens to all jobs, while jobs are made and feedback is given.

Each client must have heard every event that the table holds behind the place where it was greeted, once and
in order. The control keeps nothing: it only tells everybody what it is told.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

import httpx
import psycopg
from tests.memory.pss import pss
from tests.support import tied
from tests.support.rows import insert_samples

from bench import databases, programs
from bench.figures import Figure
from bench.followers import Follower, following, wait_heard

CLIENTS = 500
WRITES = 300
WRITE_EVERY = 0.05
JOBS = 5
_JOB_SECONDS = 2
_SETTLE_SECONDS = 2.0
_PATIENCE = 120.0

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Followed:
    """Seconds from a write to hearing of it, bytes a client, deliveries that were due and that were lost."""

    delays: list[float]
    memory: float
    events: int
    lost: int


def measure(scratch: Path, size: float) -> list[Figure]:
    """`size` multiplies the clients."""
    clients = max(2, int(CLIENTS * size))
    bare = _bare(clients)
    figures = _figures("SQLite", _ours(scratch / "sqlite", "", clients), bare, clients)
    with databases.postgres_server() as server:
        if server is not None:
            found = _ours(scratch / "postgresql", server.create_database(), clients)
            figures += _figures("PostgreSQL", found, bare, clients)
    return figures


def _figures(title: str, ours: _Followed, bare: _Followed, clients: int) -> list[Figure]:
    note = f"{clients} clients, {WRITES} × feedback at {1 / WRITE_EVERY:g} a second, {JOBS} jobs"
    return [
        Figure(
            f"events lost, repeated or out of order, {title}",
            ours.lost,
            "",
            at_most=0,
            note=f"{ours.events:,} deliveries were due; {note}",
        ),
        Figure(
            f"write → event, p50, {title}",
            1e3 * median(ours.delays),
            "ms",
            control=1e3 * median(bare.delays),
            note="of all clients; the control stores nothing",
        ),
        Figure(
            f"write → event, p99, {title}",
            1e3 * quantiles(ours.delays, n=100)[-1],
            "ms",
            control=1e3 * quantiles(bare.delays, n=100)[-1],
        ),
        Figure(
            f"memory a client, {title}",
            ours.memory / 1e3,
            "kB",
            control=bare.memory / 1e3,
            note="PSS of the API with all connected, beside that with none",
        ),
    ]


def _ours(data_dir: Path, database_url: str, clients: int) -> _Followed:
    environment = {"REPRISE_DATABASE_URL": database_url} if database_url else {}
    with programs.reprise(data_dir, environment) as server:
        server.wait_ready()
        (sample,) = insert_samples(database_url or data_dir, 1)
        with server.client() as client:

            def write() -> str:
                said = {"audio_id": str(sample), "rating": 4}
                answer = client.post("/api/v1/feedback", json=said).raise_for_status()
                return str(answer.json()["id"])

            write()
            before = pss(server.pid)
            headers = {"Authorization": f"Bearer {server.token}"}
            with following(server.url, "/api/v1/jobs/events", headers, clients) as crowd:
                time.sleep(_SETTLE_SECONDS)
                memory = (pss(server.pid) - before) / clients
                jobs = [_submit(client) for _ in range(JOBS)]
                sent = _write(write)
                for job in jobs:
                    tied.until(partial(_ended, client, job), _PATIENCE, lambda: "a job does not end")
                happened = _happened(database_url or str(data_dir / "reprise.db"))
                wait_heard(crowd, happened[-1])
            return _Followed(_delays(crowd, sent), memory, *_lost(crowd, happened))


def _bare(clients: int) -> _Followed:
    with (
        programs.control("bare_events") as (process, port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        programs.wait_answer(port, "/healthz", process.poll)

        def write() -> str:
            said = {name: str(uuid4()) for name in ("job_id", "audio_id", "feedback_id")} | {
                "change": "given"
            }
            return str(client.post("/said", json=said).raise_for_status().json()["id"])

        before = pss(process.pid)
        with following(f"http://127.0.0.1:{port}", "/events", {}, clients) as crowd:
            time.sleep(_SETTLE_SECONDS)
            memory = (pss(process.pid) - before) / clients
            sent = _write(write)
            happened = [(0, number) for number in range(1, WRITES + 1)]
            wait_heard(crowd, happened[-1])
        return _Followed(_delays(crowd, sent), memory, *_lost(crowd, happened))


def _write(write: Callable[[], str]) -> dict[str, float]:
    """The instants at which each write was sent, by the id that it was given."""
    sent: dict[str, float] = {}
    began = time.perf_counter()
    for number in range(WRITES):
        time.sleep(max(0.0, began + number * WRITE_EVERY - time.perf_counter()))
        instant = time.perf_counter()
        sent[write()] = instant
    return sent


def _submit(client: httpx.Client) -> str:
    prompt = client.post("/api/v1/prompts", json={"text": "piano"}).raise_for_status().json()["id"]
    asked = {"prompt_id": prompt, "duration": _JOB_SECONDS, "num_samples": 2}
    return str(client.post("/api/v1/generate", json=asked).raise_for_status().json()["links"]["self"])


def _ended(client: httpx.Client, job: str) -> bool:
    status = client.get(job).raise_for_status().json()["status"]
    assert status in {"queued", "processing", "completed"}, status
    return bool(status == "completed")


def _happened(database: str) -> list[Position]:
    """All events of the topic in their order."""
    query = "SELECT xid, id FROM events WHERE topic = 'jobs' ORDER BY xid, id"
    connection = psycopg.connect(database) if "://" in database else sqlite3.connect(database)
    rows = connection.execute(query).fetchall()
    connection.close()
    return [(row[0], row[1]) for row in rows]


def _lost(crowd: list[Follower], happened: list[Position]) -> tuple[int, int]:
    """How many deliveries were due, and how many of them did not come once and in their place."""
    due = wrong = 0
    for follower in crowd:
        greeted, *heard = (one.position for one in follower.heard)
        expected = [position for position in happened if position > greeted]
        due += len(expected)
        if heard != expected:
            wrong += max(1, len(set(expected) - set(heard)))
    return due, wrong


def _delays(crowd: list[Follower], sent: dict[str, float]) -> list[float]:
    """Seconds of every client and every write that it heard of."""
    best = max(crowd, key=lambda follower: len(follower.heard))
    named = {one.position: str(json.loads(one.data).get("feedback_id")) for one in best.heard}
    instants = {position: sent[name] for position, name in named.items() if name in sent}
    return [
        one.at - instants[one.position]
        for follower in crowd
        for one in follower.heard
        if one.position in instants
    ]
