"""Reading among 300 tests and 30,000 votes: the same few statements for every page, each on an index."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from tests.api.abtests.lab import Lab
from tests.api.crowds import Crowd, crowds
from tests.support.abtest_rows import Size, Written, insert_ab_tests
from tests.support.plans import Large, Statement, noted

from reprise.songs.abtests.results.verdicts import Verdicts

TESTS, ADAPTERS, SIZE = 300, 50, Size(pairs=10, raters=10, changes=100)
# One test is deleted on the way.
PAIRS = (TESTS - 1) * SIZE.pairs
VOTES = PAIRS * SIZE.raters
# Pairs and raters are so few here that it can be right to read them all.
LARGE = Large(
    {
        "ab_votes": VOTES,
        "ab_presentations": VOTES,
        "generation_jobs": 2 * PAIRS,
        "audio_samples": 2 * PAIRS,
        "adapter_changes": ADAPTERS * SIZE.changes,
    },
    aliases=("job_a", "job_b", "sample_a", "sample_b"),
)


def _fill(url: str) -> Written:
    return insert_ab_tests(url, TESTS, SIZE, adapters=ADAPTERS)


crowds_by_kind, crowd, migrated_database_url = crowds(_fill)


@pytest.fixture
def written(crowd: Crowd) -> Written:
    found: Written = crowd.written
    return found


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
        assert await LARGE.scans(lab.studio.core.database, statements) == [], (path, params)
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
    statements: list[Statement] = [
        ("SELECT count(*) FROM ab_votes WHERE notes = 'x'", ()),
        ("SELECT id FROM ab_presentations WHERE left_id = right_id", ()),
        ("SELECT id FROM generation_jobs AS job_a WHERE stage = 'x'", ()),
    ]
    assert len(await LARGE.scans(lab.studio.core.database, statements)) == len(statements)
