"""Feedback read among 100,000 rows of it, against hand-written SQL through the bare driver and orjson."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import orjson
import psycopg
from tests.memory.pss import pss
from tests.support.feedback_rows import insert_feedback
from tests.support.processes import ServerProcess

from bench import databases, programs
from bench.controls.drivers import COUNTS
from bench.figures import Figure
from bench.load import Load, by_turns, press, request
from reprise.core.paging import Cursor
from reprise.songs.feedback.exports.columns import COLUMNS

ROWS, JOBS = 100_000, 1_000
CLIENTS = 16
SECONDS = 3.0
ROUNDS = 3
DEEP_PAGE = 300
AT_LEAST = {"SQLite": 0.3, "PostgreSQL": 0.4}
AT_LEAST_EXPORT = 0.5
MORE_MEMORY = 40
RATING = 5

# Everything that an exported row tells, by the bare driver.
EXPORT = (
    'SELECT f.*, u.email, s.*, p.*, j.composed_prompt, j.seed, x.name, v.number, a.name, o."index", '
    f"o.job_id, o.sha256, {COUNTS} FROM feedback f JOIN audio_samples s ON s.id = f.audio_id "
    "JOIN prompts p ON p.id = s.prompt_id JOIN generation_jobs j ON j.id = s.job_id "
    "LEFT JOIN experiments x ON x.id = j.experiment_id LEFT JOIN audio_samples o ON o.id = f.preferred_over "
    "LEFT JOIN adapter_versions v ON v.id = s.adapter_version_id LEFT JOIN adapters a ON a.id = v.adapter_id "
    "LEFT JOIN users u ON u.id = f.author_id ORDER BY f.created_at DESC, f.id DESC"
)
Measure = Callable[[], Load]


def measure(scratch: Path) -> list[Figure]:
    figures = _figures("SQLite", scratch / "sqlite", "")
    with databases.postgres_server() as server:
        if server is not None:
            figures += _figures("PostgreSQL", scratch / "postgresql", server.create_database())
    return figures


def _figures(title: str, data_dir: Path, database_url: str) -> list[Figure]:
    environment = {"REPRISE_DATABASE_URL": database_url} if database_url else {}
    url = database_url or f"sqlite:///{data_dir / 'reprise.db'}"
    with programs.reprise(data_dir, environment) as server:
        server.wait_ready()
        job = insert_feedback(url, ROWS, jobs=JOBS).jobs[JOBS // 2]
        if database_url:
            with psycopg.connect(database_url, autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")
        with programs.control("bare_reads", url) as (control, port):
            programs.wait_answer(port, "/healthz", control.poll)
            bare = f"http://127.0.0.1:{port}"
            figures = [
                _read(title, name, server, ours, bare, theirs)
                for name, ours, theirs in _questions(server, str(job))
            ]
        return [*figures, *_export(title, server, url)]


def _questions(server: ServerProcess, job: str) -> Iterator[tuple[str, str, str]]:
    """What is asked for, and its paths here and at the control."""
    yield "feedback of a job", f"/generate/{job}/feedback", f"/generate/{job}/feedback"
    first = f"/feedback?rating={RATING}"
    yield "feedback, filtered, page 1", first, first
    with server.client() as client:
        page = client.get(f"/api/v1{first}&page={DEEP_PAGE}&limit=50").raise_for_status().json()
    cursor = page["next_cursor"]
    place = Cursor.parse(cursor)
    after = urlencode({"at": place.created_at.isoformat(), "id": str(place.id)})
    yield "feedback, filtered, deep", f"{first}&cursor={quote(cursor)}", f"{first}&{after}"


def _read(title: str, name: str, server: ServerProcess, ours: str, bare: str, theirs: str) -> Figure:
    headers = {"Authorization": f"Bearer {server.token}"}
    _compare(server, ours, bare, theirs, headers)
    turns = by_turns(
        [_load(server.url, f"/api/v1{ours}", headers), _load(bare, theirs, {})],
        ROUNDS,
    )
    rates = [median(load.rate for load in loads) for loads in turns]
    return Figure(
        f"{name}, {title}",
        rates[0],
        "/s",
        control=rates[1],
        at_least_control=AT_LEAST[title],
        note=f"{CLIENTS} clients, median of {ROUNDS} × {SECONDS:g} s, {ROWS:,} rows",
    )


def _load(url: str, path: str, headers: dict[str, str]) -> Measure:
    asked = request("GET", url, path, headers=headers)
    return partial(press, url, lambda: asked, clients=CLIENTS, seconds=SECONDS, status=200)


def _compare(server: ServerProcess, ours: str, bare: str, theirs: str, headers: dict[str, str]) -> None:
    """Both must say the same, or the comparison would be none."""
    here = httpx.get(f"{server.url}/api/v1{ours}", headers=headers).raise_for_status().json()
    there = httpx.get(f"{bare}{theirs}").raise_for_status().json()
    assert _without_cursor(here) == _without_cursor(there), (here, there)


def _without_cursor(document: Any) -> Any:
    """Without what is written in another way, in the order in which no one reads: rows are sorted by name."""
    if isinstance(document, dict):
        return {
            name: _without_cursor(value)
            for name, value in document.items()
            if name not in {"next_cursor", "audio_id"}
        }
    return [_without_cursor(one) for one in document] if isinstance(document, list) else document


def _export(title: str, server: ServerProcess, url: str) -> list[Figure]:
    before = pss(server.pid)
    seconds, most = _exported(server)
    bare = _bare_export(url)
    return [
        Figure(
            f"export as JSON lines, {title}",
            ROWS / seconds,
            "rows/s",
            control=ROWS / bare,
            at_least_control=AT_LEAST_EXPORT,
            note=f"{len(COLUMNS)} columns, over HTTP; the control writes to nowhere",
        ),
        Figure(
            f"more memory while exporting, {title}",
            (most - before) / 1e6,
            "MB",
            at_most=MORE_MEMORY,
            note=f"{ROWS:,} rows",
        ),
    ]


def _exported(server: ServerProcess) -> tuple[float, int]:
    """Seconds, and the most memory in bytes that the API's process had meanwhile."""
    most, count, looked = 0, 0, 0.0
    began = time.perf_counter()
    with (
        server.client() as client,
        client.stream("GET", "/api/v1/feedback/export?format=jsonl", timeout=600) as answer,
    ):
        for some in answer.iter_raw():
            count += some.count(b"\n")
            if time.perf_counter() - looked > 0.25:
                most, looked = max(most, pss(server.pid)), time.perf_counter()
    assert count == ROWS, count
    return time.perf_counter() - began, most


def _bare_export(url: str) -> float:
    """Seconds of the driver's own cursor with orjson, written nowhere."""
    began = time.perf_counter()
    count = sum(len(orjson.dumps(row, default=str)) > 0 for row in _bare_rows(url))
    assert count == ROWS, count
    return time.perf_counter() - began


def _bare_rows(url: str) -> Iterator[dict[str, Any]]:
    if url.startswith("sqlite"):
        connection: Any = sqlite3.connect(url.removeprefix("sqlite:///"))
        cursor: Any = connection.execute(EXPORT)
    else:
        connection = psycopg.connect(url)
        cursor = connection.cursor("export")
        cursor.itersize = 1_000
        cursor.execute(EXPORT)
    names: list[str] = []
    for row in cursor:
        names = names or [f"{place}{one[0]}" for place, one in enumerate(cursor.description)]
        yield dict(zip(names, row, strict=True))
    connection.close()
