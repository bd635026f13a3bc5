"""Lists over 100,000 jobs and 20,000 prompts: the same few statements for every page, each on an index."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.api.crowds import crowds
from tests.api.library.studio import EXECUTOR, Studio
from tests.support.plans import Large, Statement, noted, postgresql_plan, sqlite_plan
from tests.support.rows import insert_adapter, insert_experiments, insert_jobs, insert_prompts

from reprise.songs.generation import publishing

JOBS, WAITING, PROMPTS, EXPERIMENTS = 100_000, 3_000, 20_000, 5_000
# A count that stops at its limit may read rows as they lie, but never all of them.
MOST = {"prompts": PROMPTS, "prompt_terms": PROMPTS, "generation_jobs": JOBS}
# There are fewer experiments than are counted exactly: counting them reads them all.
LARGE = Large(MOST | {"experiments": EXPERIMENTS + 1})


def _fill(url: str) -> None:
    insert_prompts(url, PROMPTS)
    insert_jobs(url, JOBS)
    insert_experiments(url, EXPERIMENTS)
    insert_adapter(url, "warm", share=100)
    insert_jobs(url, WAITING, status="queued", engine="paced", hours=0.5)


crowds_by_kind, crowd, migrated_database_url = crowds(_fill)


LISTS: list[tuple[str, dict[str, Any]]] = [
    ("/jobs", {}),
    ("/jobs", {"offset": 9_000}),
    ("/jobs", {"status": "failed"}),
    ("/jobs", {"status": "queued"}),
    ("/jobs", {"engine": "composer"}),
    ("/jobs", {"engine": "paced", "status": "queued"}),
    ("/jobs", {"start_date": "2020-01-01", "end_date": "2100-01-01"}),
    ("/jobs", {"q": "techno"}),
    ("/jobs", {"q": "slow pia"}),
    ("/jobs", {"q": "piano", "status": "failed"}),
    ("/queue/jobs", {}),
    ("/experiments", {}),
    ("/experiments", {"offset": 4_000}),
    ("/prompts", {}),
    ("/prompts/search", {"q": "music"}),
    ("/prompts/search", {"q": "mus sad theremin"}),
    ("/prompts/search", {"q": "theremin", "style": "jazz", "tempo_min": 100}),
    ("/prompts/search", {"style": "jazz"}),
    ("/prompts/search", {"mood": "sad", "tempo_max": 50}),
    ("/prompts/search", {"tempo_min": 60, "tempo_max": 61}),
    ("/prompts/search", {"date_from": "2020-01-01", "date_to": "2100-01-01"}),
    ("/prompts/search", {}),
]


@pytest.mark.parametrize(("path", "params"), LISTS, ids=str)
async def test_a_page_takes_few_statements_and_each_has_an_index(
    path: str, params: dict[str, Any], studio: Studio
) -> None:
    counts = []
    for limit in (50, 100):
        with noted() as statements:
            page = await studio.get(path, **params, limit=limit)
        assert len(page["items"]) == min(limit, page["total"])
        counts.append(len(statements))
        assert await LARGE.scans(studio.core.database, statements) == []
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("path", ["/jobs", "/queue/jobs"])
async def test_a_page_far_down_takes_no_more_than_the_first(path: str, studio: Studio) -> None:
    with noted() as first:
        page = await studio.get(path, limit=50)
    deep = await studio.get(path, limit=50, offset=WAITING - 100)
    with noted() as statements:
        page = await studio.get(path, limit=50, cursor=deep["next_cursor"])
    assert len(page["items"]) == 50
    assert len(statements) <= len(first)
    assert await LARGE.scans(studio.core.database, statements) == []


async def test_the_jobs_of_one_experiment_are_read_and_no_others(studio: Studio) -> None:
    experiment = (await studio.get("/experiments", limit=1))["items"][0]
    assert 0 < experiment["jobs"] < 100
    for rest in ("jobs", "comparison"):
        with noted() as statements:
            page = await studio.get(f"/experiments/{experiment['id']}/{rest}")
        assert 0 < len(page["items"]) <= experiment["jobs"]
        assert len(statements) <= 16
        assert await LARGE.scans(studio.core.database, statements) == []


async def test_the_jobs_of_one_adapter_are_read_and_no_others(studio: Studio) -> None:
    with noted() as statements:
        (adapter,) = (await studio.get("/adapters"))["items"]
    assert 400 < adapter["figures"]["jobs"] < 600
    assert adapter["figures"]["jobs"] + adapter["base"]["jobs"] == JOBS
    assert len(statements) <= 14
    assert await LARGE.scans(studio.core.database, statements) == []
    versions = f"/adapters/{adapter['id']}/versions"
    for path, params in ((versions, {}), ("/jobs", {"adapter_id": adapter["id"]})):
        with noted() as statements:
            page = await studio.get(path, **params)
        assert page["total"] in (1, adapter["figures"]["jobs"])
        assert len(statements) <= 12
        assert await LARGE.scans(studio.core.database, statements) == []


async def test_looking_for_work_to_take_over_reads_what_it_needs(studio: Studio) -> None:
    with noted() as statements:
        assert await publishing.take_over_begun(studio.core, EXECUTOR) is None
    assert len(statements) == 1
    assert await LARGE.scans(studio.core.database, statements) == []


async def test_a_scan_would_be_noticed(studio: Studio) -> None:
    statements: list[Statement] = [
        ("SELECT count(*) FROM prompts WHERE lower(text) LIKE '%piano%'", ()),
        ("SELECT id FROM generation_jobs WHERE stage = 'x'", ()),
    ]
    assert len(await LARGE.scans(studio.core.database, statements)) == len(statements)


async def test_the_first_of_all_pages_is_what_it_should_be(studio: Studio) -> None:
    page = await studio.get("/jobs", limit=50)
    assert (len(page["items"]), page["total"], page["total_capped"]) == (50, 10_000, True)
    found = await studio.get("/prompts/search", q="theremin")
    assert (found["total"], found["total_capped"]) == (PROMPTS // 1_000, False)
    assert all("theremin" in one["text"] for one in found["items"])
    best = await studio.get("/prompts/search", q="music theremin", limit=PROMPTS // 1_000)
    assert all("theremin" in one["text"] for one in best["items"])
    assert (best["total"], best["total_capped"]) == (10_000, True)
    assert (await studio.get("/jobs", q="techno", status="failed", limit=1))["total"] > 500


async def test_a_cursor_leads_to_a_place_in_the_index(studio: Studio) -> None:
    deep = await studio.get("/jobs", limit=50, offset=JOBS // 2)
    with noted() as statements:
        page = await studio.get("/jobs", limit=50, cursor=deep["next_cursor"])
    assert len(page["items"]) == 50
    statement, *others = [one for one in statements if "(generation_jobs.created_at, " in one[0]]
    assert others == []
    async with studio.core.database.snapshot() as session:
        connection = await session.connection()
        if studio.core.database.sqlite:
            lines = await sqlite_plan(connection, statement)
            assert any(re.match(r"SEARCH generation_jobs .*created_at.*<", line) for line in lines)
            return
        nodes = await postgresql_plan(connection, statement)
    assert max(node.get("Rows Removed by Filter", 0) for node in nodes) < 100
