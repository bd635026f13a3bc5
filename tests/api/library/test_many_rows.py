"""Lists over 100,000 jobs and 20,000 prompts: the same few statements for every page, each on an index."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncConnection
from tests.api.library.studio import EXECUTOR, Studio
from tests.support.postgres import PostgresServer
from tests.support.rows import insert_adapter, insert_experiments, insert_jobs, insert_prompts

from reprise.songs.generation import publishing

LARGE = ("prompts", "prompt_terms", "generation_jobs", "experiments")
JOBS, WAITING, PROMPTS, EXPERIMENTS = 100_000, 3_000, 20_000, 5_000
# A count that stops at its limit may read rows as they lie, but never all of them.
MOST = {"prompts": PROMPTS, "prompt_terms": PROMPTS, "generation_jobs": JOBS}
# There are fewer experiments than are counted exactly: counting them reads them all.
MOST["experiments"] = EXPERIMENTS + 1
Statement = tuple[str, Any]


@pytest.fixture(scope="module")
def crowded() -> Iterator[dict[str, str]]:
    """URLs of the filled databases by kind, each made when it is first asked for."""
    urls: dict[str, str] = {}
    yield urls
    if "postgresql" in urls:
        PostgresServer(urls["server"]).drop_database(urls["postgresql"])


@pytest.fixture
def migrated_database_url(
    database_kind: str, crowded: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> str:
    """One database for all tests of this module: they only read, or what they write is small."""
    if database_kind not in crowded:
        crowded[database_kind] = _make(database_kind, request)
        if database_kind == "postgresql":
            crowded["server"] = request.getfixturevalue("postgres_server").url
        _fill(crowded[database_kind])
    return crowded[database_kind]


def _make(kind: str, request: pytest.FixtureRequest) -> str:
    if kind == "sqlite":
        path = request.getfixturevalue("tmp_path_factory").mktemp("crowded") / "reprise.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.create_database(request.getfixturevalue("postgres_template"))


def _fill(url: str) -> None:
    insert_prompts(url, PROMPTS)
    insert_jobs(url, JOBS)
    insert_experiments(url, EXPERIMENTS)
    insert_adapter(url, "warm", share=100)
    insert_jobs(url, WAITING, status="queued", engine="paced", hours=0.5)
    if url.startswith("postgresql"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


@contextmanager
def noted() -> Iterator[list[Statement]]:
    """Every statement that is executed meanwhile."""
    statements: list[Statement] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            statements.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def scans(studio: Studio, statements: list[Statement]) -> list[str]:
    """Statements for which a large table is read row by row, to its end."""
    read = _read_by_sqlite if studio.core.database.sqlite else _read_by_postgresql
    async with studio.core.database.snapshot() as session:
        connection = await session.connection()
        return [
            f"{found}: {statement}"
            for statement, parameters in statements
            for found in await read(connection, statement, parameters)
        ]


async def _read_by_sqlite(connection: AsyncConnection, statement: str, parameters: Any) -> list[str]:
    plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    lines = [str(row[-1]) for row in plan.all()]
    return [line for line in lines if re.match(rf"SCAN ({'|'.join(LARGE)})(?!.*USING)", line)]


async def _read_by_postgresql(connection: AsyncConnection, statement: str, parameters: Any) -> list[str]:
    """It may take the rows of a capped count as they lie: those that it read are counted."""
    explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
    plan = (await connection.exec_driver_sql(explain, parameters)).scalar_one()
    nodes = _nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    return [
        f"{node['Relation Name']} {node['Actual Rows']}"
        for node in nodes
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE
        if node["Actual Rows"] + node.get("Rows Removed by Filter", 0) >= MOST[node["Relation Name"]]
    ]


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from _nodes(inner)


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
        assert await scans(studio, statements) == []
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
    assert await scans(studio, statements) == []


async def test_the_jobs_of_one_experiment_are_read_and_no_others(studio: Studio) -> None:
    experiment = (await studio.get("/experiments", limit=1))["items"][0]
    assert 0 < experiment["jobs"] < 100
    for rest in ("jobs", "comparison"):
        with noted() as statements:
            page = await studio.get(f"/experiments/{experiment['id']}/{rest}")
        assert 0 < len(page["items"]) <= experiment["jobs"]
        assert len(statements) <= 16
        assert await scans(studio, statements) == []


async def test_the_jobs_of_one_adapter_are_read_and_no_others(studio: Studio) -> None:
    with noted() as statements:
        (adapter,) = (await studio.get("/adapters"))["items"]
    assert 400 < adapter["figures"]["jobs"] < 600
    assert adapter["figures"]["jobs"] + adapter["base"]["jobs"] == JOBS
    assert len(statements) <= 14
    assert await scans(studio, statements) == []
    versions = f"/adapters/{adapter['id']}/versions"
    for path, params in ((versions, {}), ("/jobs", {"adapter_id": adapter["id"]})):
        with noted() as statements:
            page = await studio.get(path, **params)
        assert page["total"] in (1, adapter["figures"]["jobs"])
        assert len(statements) <= 12
        assert await scans(studio, statements) == []


async def test_looking_for_work_to_take_over_reads_what_it_needs(studio: Studio) -> None:
    with noted() as statements:
        assert await publishing.take_over_begun(studio.core, EXECUTOR) is None
    assert len(statements) == 1
    assert await scans(studio, statements) == []


async def test_a_scan_would_be_noticed(studio: Studio) -> None:
    statements: list[Statement] = [
        ("SELECT count(*) FROM prompts WHERE lower(text) LIKE '%piano%'", ()),
        ("SELECT id FROM generation_jobs WHERE stage = 'x'", ()),
    ]
    assert len(await scans(studio, statements)) == len(statements)


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
    (statement, parameters), *others = [
        one for one in statements if "(generation_jobs.created_at, " in one[0]
    ]
    assert others == []
    async with studio.core.database.snapshot() as session:
        connection = await session.connection()
        if studio.core.database.sqlite:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            assert any(
                re.match(r"SEARCH generation_jobs .*created_at.*<", str(row[-1])) for row in plan.all()
            )
            return
        explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
        found = (await connection.exec_driver_sql(explain, parameters)).scalar_one()
    nodes = _nodes((json.loads(found) if isinstance(found, str) else found)[0]["Plan"])
    assert max(node.get("Rows Removed by Filter", 0) for node in nodes) < 100
