"""Reading among 100,000 rows of feedback: the same few statements whatever is asked, each on an index."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.api.feedback_reading.panel import Panel
from tests.api.library import test_many_rows as lists
from tests.api.library.test_many_rows import noted, scans
from tests.support.feedback_rows import Written, insert_feedback
from tests.support.postgres import PostgresServer

ROWS, JOBS = 100_000, 2_000


@pytest.fixture(scope="module")
def crowded() -> Iterator[dict[str, Any]]:
    """Of each kind of database: its URL, and what was written."""
    made: dict[str, Any] = {}
    yield made
    if "postgresql" in made:
        PostgresServer(made["server"]).drop_database(made["postgresql"][0])


@pytest.fixture
def migrated_database_url(database_kind: str, crowded: dict[str, Any], request: pytest.FixtureRequest) -> str:
    """One database for all tests of this module: they only read."""
    if database_kind not in crowded:
        url = _make(database_kind, request)
        crowded[database_kind] = url, insert_feedback(url, ROWS, jobs=JOBS)
        if database_kind == "postgresql":
            crowded["server"] = request.getfixturevalue("postgres_server").url
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")
    url, _ = crowded[database_kind]
    return str(url)


def _make(kind: str, request: pytest.FixtureRequest) -> str:
    if kind == "sqlite":
        path: Path = request.getfixturevalue("tmp_path_factory").mktemp("crowded") / "reprise.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.create_database(request.getfixturevalue("postgres_template"))


@pytest.fixture
def written(database_kind: str, crowded: dict[str, Any], migrated_database_url: str) -> Written:
    found: Written = crowded[database_kind][1]
    return found


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What must not be read row by row to its end."""
    most = {"feedback": ROWS}
    monkeypatch.setattr(lists, "MOST", most)
    # SQLite names tables by their aliases.
    monkeypatch.setattr(lists, "LARGE", (*most, "f\\b"))


def asked(written: Written) -> list[tuple[str, dict[str, Any]]]:
    # Not the samples without ratings: here there are none, and to know that all ratings are read.
    job, sample, person = str(written.jobs[5]), str(written.samples[9]), str(written.people[3])
    return [
        ("/feedback", {}),
        ("/feedback", {"page": 190}),
        ("/feedback", {"job_id": job}),
        ("/feedback", {"audio_id": sample}),
        ("/feedback", {"rating": 5}),
        ("/feedback", {"rating_min": 4}),
        ("/feedback", {"criterion": "melody"}),
        ("/feedback", {"tag": "creative"}),
        ("/feedback", {"author": person}),
        ("/feedback", {"effective": True}),
        ("/feedback", {"date_from": "2020-01-01", "date_to": "2100-01-01"}),
        ("/feedback", {"author": person, "rating_min": 3, "criterion": "overall", "job_id": job}),
        ("/feedback", {"tag": "muddy", "rating": 2, "effective": True}),
        (f"/generate/{job}/feedback", {}),
        ("/feedback/coverage", {}),
        ("/jobs", {}),
    ]


@pytest.mark.parametrize("place", range(16))
async def test_every_statement_has_an_index(place: int, panel: Panel, written: Written) -> None:
    path, params = asked(written)[place]
    counts = []
    # A hundred jobs would hold a good part of all feedback here, and reading it as it lies be right.
    for limit in (5, 10) if path == "/jobs" else (50, 100):
        with noted() as statements:
            await panel.get(path, **params, limit=limit)
        counts.append(len(statements))
        # A count without any other condition may read rows as they lie, until its limit.
        if params != {"effective": True}:
            assert await scans(panel.studio, statements) == [], (path, params)
    assert counts[0] == counts[1] <= (2 if "feedback" in path else 12)


async def test_a_page_far_down_begins_where_its_cursor_stands(panel: Panel, written: Written) -> None:
    """The rows before it are not even looked at."""
    deep = await panel.get("/feedback", page=1_900, limit=50)
    with noted() as statements:
        page = await panel.get("/feedback", limit=50, cursor=deep["next_cursor"])
    assert (len(page["items"]), page["total"], page["total_capped"]) == (50, 10_000, True)
    assert await scans(panel.studio, statements) == []
    ((statement, parameters),) = statements
    async with panel.core.database.snapshot() as session:
        connection = await session.connection()
        if panel.core.database.sqlite:
            plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)).all()
            assert any("(created_at,id)<(?,?)" in str(row[-1]) for row in plan), plan
            return
        explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
        found = (await connection.exec_driver_sql(explain, parameters)).scalar_one()
    nodes = list(lists._nodes((json.loads(found) if isinstance(found, str) else found)[0]["Plan"]))
    walked = [node for node in nodes if "ROW(" in node.get("Index Cond", "") and "Limit" not in node]
    assert walked, nodes


async def test_a_scan_would_be_noticed(panel: Panel, written: Written) -> None:
    statements: list[tuple[str, Any]] = [
        ("SELECT count(*) FROM feedback AS f WHERE notes LIKE '%x%'", ()),
        ("SELECT id FROM feedback WHERE tie", ()),
    ]
    assert len(await scans(panel.studio, statements)) == len(statements)
