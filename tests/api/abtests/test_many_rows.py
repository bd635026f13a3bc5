"""Reading among 300 tests and 30,000 votes: the same few statements for every page, each on an index."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI
from tests.api.abtests.lab import Lab
from tests.api.library import test_many_rows as lists
from tests.api.library.test_many_rows import noted, scans
from tests.support.abtest_rows import Size, Written, insert_ab_tests
from tests.support.postgres import PostgresServer

from reprise.songs.abtests.results.verdicts import Verdicts

TESTS, ADAPTERS, SIZE = 300, 50, Size(pairs=10, raters=10, changes=100)
# One test is deleted on the way.
PAIRS = (TESTS - 1) * SIZE.pairs
VOTES = PAIRS * SIZE.raters
# Pairs and raters are so few here that it can be right to read them all.
MOST = {
    "ab_votes": VOTES,
    "ab_presentations": VOTES,
    "generation_jobs": 2 * PAIRS,
    "audio_samples": 2 * PAIRS,
    "adapter_changes": ADAPTERS * SIZE.changes,
}
# SQLite names tables by their aliases.
ALIASES = ("job_a", "job_b", "sample_a", "sample_b")


@pytest.fixture(scope="module")
def crowded() -> Iterator[dict[str, Any]]:
    """Of each kind of database: its URL, and what was written."""
    made: dict[str, Any] = {}
    yield made
    if "postgresql" in made:
        PostgresServer(made["server"]).drop_database(made["postgresql"][0])


@pytest.fixture
def migrated_database_url(database_kind: str, crowded: dict[str, Any], request: pytest.FixtureRequest) -> str:
    """One database for all tests of this module: what they write is little."""
    if database_kind not in crowded:
        url = _make(database_kind, request)
        crowded[database_kind] = url, insert_ab_tests(url, TESTS, SIZE, adapters=ADAPTERS)
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
    monkeypatch.setattr(lists, "MOST", MOST)
    monkeypatch.setattr(lists, "LARGE", (*MOST, *ALIASES))


def asked(written: Written) -> list[tuple[str, dict[str, Any]]]:
    test, adapter = f"/ab-tests/{written.tests[150]}", written.adapters[3]
    return [
        ("/ab-tests", {}),
        ("/ab-tests", {"offset": 200}),
        ("/ab-tests", {"status": "ready"}),
        ("/ab-tests", {"status": "generating"}),
        ("/ab-tests", {"status": "closed"}),
        ("/ab-tests", {"adapter_id": str(adapter)}),
        (test, {}),
        (f"{test}/pairs", {}),
        (f"{test}/votes", {}),
        (f"{test}/invites", {}),
        (f"{test}/results", {}),
        (f"{test}/next", {}),
        ("/users/me/ab-tests", {}),
        (f"/adapters/{adapter}/timeline", {}),
        (f"/adapters/{adapter}/versions", {}),
    ]


@pytest.mark.parametrize("place", range(15))
async def test_every_statement_has_an_index(place: int, lab: Lab, written: Written) -> None:
    path, params = asked(written)[place]
    counts = []
    # For more tests than two it is quicker here to read all presentations as they lie, and PostgreSQL does.
    for limit in (1, 2):
        with noted() as statements:
            answer = await lab.client.get(path, params=params | {"limit": limit})
        assert answer.status_code in {200, 204}, answer.text
        counts.append(len(statements))
        assert await scans(lab.studio, statements) == [], (path, params)
    assert counts[0] >= counts[1]
    assert max(counts) <= 12


async def test_tests_that_nobody_looked_at_are_judged_together(lab: Lab, app: FastAPI) -> None:
    """As all are when a server has just started."""
    counts, pages = [], []
    for limit in (1, 30):
        app.state.verdicts = Verdicts()
        with noted() as statements:
            pages.append(await lab.studio.get("/ab-tests", limit=limit))
        counts.append(len(statements))
    assert counts[0] == counts[1]
    with noted() as statements:
        assert await lab.studio.get("/ab-tests", limit=30) == pages[1]
    assert len(statements) == counts[0] - 4
    for one in pages[1]["items"][:3]:
        results = await lab.results(one)
        assert one["votes"] == results["counts"]["total"] == SIZE.pairs * SIZE.raters
        for claim, winner in one["verdict"].items():
            assert results[claim]["winner"] == winner


async def test_a_person_with_all_tests_reads_them_in_pages(lab: Lab) -> None:
    page = await lab.studio.get("/users/me/ab-tests", limit=100)
    assert (page["total"] in {TESTS, TESTS - 1}, len(page["items"])) == (True, 100)
    assert {(one["progress"]["done"], one["progress"]["total"]) for one in page["items"]} == {(10, 10)}


async def test_votes_are_counted_for_the_leaderboard_when_there_are_others(
    lab: Lab, written: Written
) -> None:
    """Counting reads them all; their number in its index tells whether that is needed."""
    first = await lab.studio.get("/leaderboard")
    assert len(first["items"]) == ADAPTERS + 1
    with noted() as statements:
        assert await lab.studio.get("/leaderboard") == first
    assert not any("ab_presentations" in statement for statement, _ in statements)
    assert (await lab.client.delete(f"/ab-tests/{written.tests.pop()}")).status_code == 204
    fewer = await lab.studio.get("/leaderboard")
    assert first["votes"] - SIZE.pairs * SIZE.raters < fewer["votes"] < first["votes"]


async def test_a_scan_would_be_noticed(lab: Lab) -> None:
    statements: list[lists.Statement] = [
        ("SELECT count(*) FROM ab_votes WHERE notes = 'x'", ()),
        ("SELECT id FROM ab_presentations WHERE left_id = right_id", ()),
        ("SELECT id FROM generation_jobs AS job_a WHERE stage = 'x'", ()),
    ]
    assert len(await scans(lab.studio, statements)) == len(statements)
