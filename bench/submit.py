"""From sending a request until a worker begins, against a bare DBOS enqueue; the two alternate."""

from __future__ import annotations

import json
import queue
import random
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import httpx
from dbos import DBOSClient, EnqueueOptions

from bench import databases, programs
from bench.controls.bare_worker import APPLICATION, POLL_EVERY, QUEUE, VERSION, WORKFLOW
from bench.figures import Figure

JOBS = 30
_TIMES = 3
_PATIENCE = 60.0

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of one job: by its row alone, from request to row, from request to event."""

    row: float
    started: float
    seen: float


def measure(scratch: Path) -> list[Figure]:
    with databases.postgres_server() as server:
        figures = _figures("SQLite", scratch / "sqlite", "", programs.sqlite_file(scratch / "bare.db"))
        if server is not None:
            ours, bare = server.create_database(), server.create_database()
            figures += _figures("PostgreSQL", scratch / "postgresql", ours, bare)
    return figures


def _figures(title: str, data_dir: Path, database_url: str, bare_url: str) -> list[Figure]:
    jobs: list[Taken] = []
    controls: list[float] = []
    environment = {"REPRISE_DATABASE_URL": database_url} if database_url else {}
    with programs.reprise(data_dir, environment) as server, programs.bare_worker(bare_url) as worker:
        server.wait_ready()
        with server.client() as client, _live_events(client) as events, _enqueuer(bare_url) as bare:
            prompt = client.post("/api/v1/prompts", json={"text": "piano"}).raise_for_status().json()["id"]
            # One of each is not counted: it starts the engine and opens the connections.
            for _ in range(JOBS + 1):
                jobs.append(_job(client, events, prompt))
                controls.append(_control(bare, worker))
    return _compare(title, jobs[1:], controls[1:])


def _compare(title: str, jobs: list[Taken], controls: list[float]) -> list[Figure]:
    control = median(controls)
    note = f"p50 of {len(jobs)}"
    ways = {
        "submit → processing": median(job.started for job in jobs),
        "submit → seen over SSE": median(job.seen for job in jobs),
    }
    rows = median(job.row for job in jobs)
    return [
        *(
            Figure(f"{way}, {title}", ms, "ms", control, times_control=_TIMES, note=note)
            for way, ms in ways.items()
        ),
        Figure(f"created_at → started_at, {title}", rows, "ms", control, note=note),
    ]


def _job(client: httpx.Client, events: queue.Queue[tuple[float, Json]], prompt_id: str) -> Taken:
    _fall_out_of_step()
    sent = time.time()
    asked = {"prompt_id": prompt_id, "engine": "composer", "duration": 1, "num_samples": 1}
    job_id = client.post("/api/v1/generate", json=asked).raise_for_status().json()["id"]
    seen = None
    while True:
        at, event = events.get(timeout=_PATIENCE)
        if event["job_id"] != job_id:
            continue
        if event.get("status") == "processing":
            seen = seen or at
        elif event.get("status") in {"completed", "failed", "cancelled"}:
            break
    job = client.get(f"/api/v1/generate/{job_id}").raise_for_status().json()
    assert job["status"] == "completed" and seen is not None, job
    created, started = _instant(job["created_at"]), _instant(job["started_at"])
    return Taken(1e3 * (started - created), 1e3 * (started - sent), 1e3 * (seen - sent))


def _instant(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _control(client: DBOSClient, worker: subprocess.Popen[bytes]) -> float:
    """Milliseconds from the enqueueing to the first line of the workflow, both on this machine's clock."""
    _fall_out_of_step()
    name = uuid4().hex
    options: EnqueueOptions = {
        "workflow_name": WORKFLOW,
        "queue_name": QUEUE,
        "workflow_id": name,
        "app_version": VERSION,
        "priority": 1,
    }
    sent = time.time()
    client.enqueue(options, name)
    assert worker.stdout is not None
    said, began = worker.stdout.readline().split()
    assert said.decode() == name, f"{said!r} ran instead of {name}"
    return 1e3 * (float(began) - sent)


def _fall_out_of_step() -> None:
    """Both sides poll: without chance in between, every submission could meet the same moment of a poll."""
    time.sleep(random.uniform(0.05, 0.05 + 2 * POLL_EVERY))


@contextmanager
def _enqueuer(url: str) -> Iterator[DBOSClient]:
    client = DBOSClient(system_database_url=url, application_name=APPLICATION)
    yield client
    client.destroy()


@contextmanager
def _live_events(client: httpx.Client) -> Iterator[queue.Queue[tuple[float, Json]]]:
    """What `/jobs/events` says from now on, each event with the time at which it arrived."""
    arrived: queue.Queue[tuple[float, Json]] = queue.Queue()
    with client.stream("GET", "/api/v1/jobs/events", timeout=_PATIENCE) as response:
        response.raise_for_status()
        threading.Thread(target=_listen, args=(response, arrived), daemon=True).start()
        yield arrived


def _listen(response: httpx.Response, arrived: queue.Queue[tuple[float, Json]]) -> None:
    try:
        for line in response.iter_lines():
            if line.startswith("data:") and "job_id" in (data := json.loads(line.removeprefix("data:"))):
                arrived.put((time.time(), data))
    except httpx.HTTPError:
        # The stream is closed from the other thread once the last job is done.
        return
