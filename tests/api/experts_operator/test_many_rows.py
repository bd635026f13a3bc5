"""Reading among 100,000 conversations: the same few statements whatever is asked, each on an index."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.library import test_many_rows as lists
from tests.api.library.test_many_rows import noted, scans
from tests.api.studio import API, Studio
from tests.support.conversation_rows import insert_conversations
from tests.support.postgres import PostgresServer

ROWS, VOTES = 100_000, 64_000


@pytest.fixture(scope="module")
def crowded() -> Iterator[dict[str, str]]:
    """The URL of each kind of database."""
    made: dict[str, str] = {}
    yield made
    if "postgresql" in made:
        PostgresServer(made["server"]).drop_database(made["postgresql"])


@pytest.fixture
def migrated_database_url(database_kind: str, crowded: dict[str, str], request: pytest.FixtureRequest) -> str:
    """One database for all tests of this module: they only read."""
    if database_kind not in crowded:
        crowded[database_kind] = _make(database_kind, request)
        if database_kind == "postgresql":
            crowded["server"] = request.getfixturevalue("postgres_server").url
        insert_conversations(crowded[database_kind], ROWS)
    return crowded[database_kind]


def _make(kind: str, request: pytest.FixtureRequest) -> str:
    if kind == "sqlite":
        path: Path = request.getfixturevalue("tmp_path_factory").mktemp("crowded") / "reprise.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.create_database(request.getfixturevalue("postgres_template"))


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What must not be read row by row to its end."""
    most = {"conversations": ROWS, "conversation_feedback": VOTES, "counted_votes": 1}
    # There are fewer leads than are counted exactly: counting them reads them all.
    most["email_leads"] = ROWS // 50 + 1
    monkeypatch.setattr(lists, "MOST", most)
    # SQLite names tables by their aliases.
    monkeypatch.setattr(lists, "LARGE", (*most, "v\\b"))


ASKED: list[tuple[str, dict[str, Any]]] = [
    ("/experts/analytics/summary", {"days": 3}),
    ("/experts/analytics/dashboard", {"days": 3}),
    ("/experts/searches", {}),
    ("/experts/searches", {"offset": 9_000}),
    ("/experts/searches", {"type": "clarification"}),
    ("/experts/searches", {"vote": "up"}),
    ("/experts/searches", {"vote": "down"}),
    ("/experts/searches", {"vote": "none"}),
    ("/experts/searches", {"has_email": True}),
    ("/experts/searches", {"q": "question 17"}),
    (
        "/experts/searches",
        {"date_from": "2020-01-01", "date_to": "2100-01-01", "type": "match", "vote": "down"},
    ),
    ("/experts/gaps", {"days": 3}),
    ("/experts/gaps", {"days": 3, "state": "resolved"}),
    ("/experts/leads", {}),
    ("/insights/thumbs", {"days": 1}),
]


@pytest.mark.parametrize("place", range(len(ASKED)))
async def test_every_statement_has_an_index(place: int, studio: Studio) -> None:
    path, params = ASKED[place]
    paged = {"limit": 100} if path in {"/experts/searches", "/experts/gaps", "/experts/leads"} else {}
    with noted() as statements:
        answer = await studio.client.get(f"{API}{path}", params=params | paged)
    assert answer.status_code == 200, answer.text
    # To count up to ten thousand with a vote, votes may be read as they lie.
    counts = [one for one in statements if "vote" in params and "count(" in one[0]]
    assert await scans(studio, [one for one in statements if one not in counts]) == [], (path, params)
    assert len(statements) <= 11


async def test_a_page_far_down_is_found_by_its_cursor(client: httpx.AsyncClient, studio: Studio) -> None:
    deep = (await client.get(f"{API}/experts/searches", params={"offset": 90_000})).json()
    with noted() as statements:
        page = (await client.get(f"{API}/experts/searches", params={"cursor": deep["next_cursor"]})).json()
    assert (len(page["items"]), page["total"], page["total_capped"]) == (50, 10_000, True)
    assert await scans(studio, statements) == []


async def test_figures_of_many_are_those_that_were_written(client: httpx.AsyncClient) -> None:
    summary = (await client.get(f"{API}/experts/analytics/summary", params={"days": 366})).json()
    # All who voted were down at first; but for those below 0.1 they switched to up.
    assert (summary["searches"], summary["match_rate"]) == (ROWS, 0.8)
    assert summary["votes"] == {"up": ROWS * 24 // 100, "down": ROWS * 8 // 100}
    assert summary["leads"] == ROWS // 50


async def test_a_scan_would_be_noticed(studio: Studio) -> None:
    statements: list[tuple[str, Any]] = [
        ("SELECT count(*) FROM conversations WHERE narrative LIKE '%x%'", ()),
        ("SELECT count(*) FROM conversation_feedback AS v WHERE comment LIKE '%x%'", ()),
    ]
    assert len(await scans(studio, statements)) == len(statements)
