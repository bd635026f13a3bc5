"""The list of jobs, 50 of a million, against hand-written SQL through the bare driver and orjson.

All jobs are finished ones, every tenth with feedback, none with an adapter: what the control can say too.
Both answers are compared, field by field, before anything is measured.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode

import httpx
from tests.support.processes import ServerProcess

from bench import databases, programs
from bench.figures import Figure
from bench.load import Load, by_turns, press, request
from bench.many_jobs import insert_many_jobs, job_place
from reprise.core.db import migrate
from reprise.core.operations.schema import upgrade
from reprise.core.paging import Cursor

JOBS = 1_000_000
PAGE, DEEP_PAGE = 50, 1_000
CLIENTS = 16
SECONDS = 3.0
ROUNDS = 5
AT_LEAST = {"SQLite": 0.3, "PostgreSQL": 0.4}
_TIMES_DEEP = 1.2
_KEPT = Path(".cache/bench")


def measure(scratch: Path, size: float) -> list[Figure]:
    """`size` multiplies the number of jobs; too few have no page 1,000, then the last but one is taken."""
    jobs = max(4 * PAGE, int(JOBS * size))
    figures = _figures("SQLite", _sqlite(scratch / "sqlite", jobs), "", jobs)
    with databases.postgres_server() as server:
        if server is not None:
            url = server.create_database()
            upgrade(url)
            insert_many_jobs(url, jobs)
            figures += _figures("PostgreSQL", scratch / "postgresql", url, jobs)
    return figures


def _sqlite(data_dir: Path, jobs: int) -> Path:
    """A data directory with a copy of the database, which is made once for each revision and number."""
    kept = _KEPT / f"jobs-{jobs}-{migrate.head()}.db"
    data_dir.mkdir(mode=0o700)
    path = data_dir / "reprise.db"
    if not kept.exists():
        upgrade(f"sqlite:///{path}")
        insert_many_jobs(f"sqlite:///{path}", jobs)
        _KEPT.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, kept.with_suffix(".part"))
        kept.with_suffix(".part").replace(kept)
    else:
        shutil.copyfile(kept, path)
    return data_dir


def _figures(title: str, data_dir: Path, database_url: str, jobs: int) -> list[Figure]:
    environment = {"REPRISE_DATABASE_URL": database_url} if database_url else {}
    url = database_url or f"sqlite:///{data_dir / 'reprise.db'}"
    deep = min(DEEP_PAGE, jobs // PAGE - 1)
    place = job_place(jobs - PAGE * (deep - 1) + 1)
    with (
        programs.reprise(data_dir, environment) as server,
        programs.control("bare_jobs", url) as (control, port),
    ):
        server.wait_ready()
        programs.wait_answer(port, "/healthz", control.poll)
        bare = f"http://127.0.0.1:{port}"
        first = _Pages(server, f"/api/v1/jobs?limit={PAGE}", bare, "/jobs")
        last = _Pages(server, f"{first.path}&cursor={quote(str(place))}", bare, f"/jobs?{_after(place)}")
        note = f"{CLIENTS} clients, median of {ROUNDS} × {SECONDS:g} s, {jobs:,} jobs"
        return [
            _against_bare(f"jobs, page 1, {title}", first, AT_LEAST[title], note),
            _against_bare(f"jobs, page {deep:,}, {title}", last, AT_LEAST[title], note),
            _against_first(f"jobs, page {deep:,} beside page 1, {title}", first, last),
        ]


@dataclass(frozen=True, slots=True)
class _Pages:
    """One page of ours and the same of the control.

    Raises:
        AssertionError: they differ.
    """

    server: ServerProcess
    path: str
    bare: str
    bare_path: str

    def __post_init__(self) -> None:
        here = httpx.get(f"{self.server.url}{self.path}", headers=self._headers).raise_for_status().json()
        there = httpx.get(f"{self.bare}{self.bare_path}").raise_for_status().json()
        assert len(here["items"]) == PAGE and any(job["feedback"]["count"] for job in here["items"]), here
        for ours, theirs in zip(here["items"], there["items"], strict=True):
            assert ours == theirs, {
                name: (ours[name], theirs[name]) for name in ours if ours[name] != theirs[name]
            }
        assert here == there, (here | {"items": ...}, there | {"items": ...})

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.server.token}"}

    def ours(self) -> Load:
        return self._press(self.server.url, self.path, self._headers)

    def theirs(self) -> Load:
        return self._press(self.bare, self.bare_path, {})

    def _press(self, url: str, path: str, headers: dict[str, str]) -> Load:
        asked = request("GET", url, path, headers=headers)
        return press(url, lambda: asked, clients=CLIENTS, seconds=SECONDS, status=200)


def _after(place: Cursor) -> str:
    return urlencode({"at": place.created_at.isoformat(), "id": str(place.id)})


def _against_bare(name: str, pages: _Pages, at_least: float, note: str) -> Figure:
    ours, bare = by_turns([pages.ours, pages.theirs], ROUNDS)
    return Figure(name, _rate(ours), "/s", control=_rate(bare), at_least_control=at_least, note=note)


def _against_first(name: str, first: _Pages, last: _Pages) -> Figure:
    deep, shallow = by_turns([last.ours, first.ours], ROUNDS)
    seconds = [1e3 * median(one for load in loads for one in load.seconds) for loads in (deep, shallow)]
    note = f"p50 at {CLIENTS} clients; the control is page 1"
    return Figure(name, seconds[0], "ms", control=seconds[1], times_control=_TIMES_DEEP, note=note)


def _rate(loads: list[Load]) -> float:
    return median(load.rate for load in loads)
