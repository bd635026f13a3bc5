"""Reading among 100,000 rows of feedback: the same few statements whatever is asked, each on an index."""

from __future__ import annotations

from typing import Any

import pytest
from tests.api.crowds import Crowd, crowds
from tests.api.feedback_reading.panel import Panel
from tests.support.feedback_rows import Written, insert_feedback
from tests.support.plans import Large, Statement, noted, postgresql_plan, sqlite_plan

ROWS, JOBS = 100_000, 2_000
LARGE = Large({"feedback": ROWS}, aliases=("f\\b",))


crowds_by_kind, crowd, migrated_database_url = crowds(lambda url: insert_feedback(url, ROWS, jobs=JOBS))


@pytest.fixture
def written(crowd: Crowd) -> Written:
    found: Written = crowd.written
    return found


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
            assert await LARGE.scans(panel.core.database, statements) == [], (path, params)
    assert counts[0] == counts[1] <= (2 if "feedback" in path else 12)


async def test_a_page_far_down_begins_where_its_cursor_stands(panel: Panel, written: Written) -> None:
    """The rows before it are not even looked at."""
    deep = await panel.get("/feedback", page=1_900, limit=50)
    with noted() as statements:
        page = await panel.get("/feedback", limit=50, cursor=deep["next_cursor"])
    assert (len(page["items"]), page["total"], page["total_capped"]) == (50, 10_000, True)
    assert await LARGE.scans(panel.core.database, statements) == []
    (statement,) = statements
    async with panel.core.database.snapshot() as session:
        connection = await session.connection()
        if panel.core.database.sqlite:
            lines = await sqlite_plan(connection, statement)
            assert any("(created_at,id)<(?,?)" in line for line in lines), lines
            return
        nodes = await postgresql_plan(connection, statement)
    walked = [node for node in nodes if "ROW(" in node.get("Index Cond", "") and "Limit" not in node]
    assert walked, nodes


async def test_a_scan_would_be_noticed(panel: Panel, written: Written) -> None:
    statements: list[Statement] = [
        ("SELECT count(*) FROM feedback AS f WHERE notes LIKE '%x%'", ()),
        ("SELECT id FROM feedback WHERE tie", ()),
    ]
    assert len(await LARGE.scans(panel.core.database, statements)) == len(statements)
