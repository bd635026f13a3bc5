"""Reading among 100,000 conversations: the same few statements whatever is asked, each on an index."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.api.crowds import crowds
from tests.api.studio import API, Studio
from tests.support.conversation_rows import insert_conversations
from tests.support.plans import Large, Statement, noted

ROWS, VOTES = 100_000, 64_000


# There are fewer leads than are counted exactly: counting them reads them all.
MOST = {"conversations": ROWS, "conversation_feedback": VOTES, "email_leads": ROWS // 50 + 1}
LARGE = Large(MOST | {"counted_votes": 1}, aliases=("v\\b",))

crowds_by_kind, crowd, migrated_database_url = crowds(lambda url: insert_conversations(url, ROWS))


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
    assert await LARGE.scans(studio.core.database, [one for one in statements if one not in counts]) == [], (
        path,
        params,
    )
    assert len(statements) <= 11


async def test_a_page_far_down_is_found_by_its_cursor(client: httpx.AsyncClient, studio: Studio) -> None:
    deep = (await client.get(f"{API}/experts/searches", params={"offset": 90_000})).json()
    with noted() as statements:
        page = (await client.get(f"{API}/experts/searches", params={"cursor": deep["next_cursor"]})).json()
    assert (len(page["items"]), page["total"], page["total_capped"]) == (50, 10_000, True)
    assert await LARGE.scans(studio.core.database, statements) == []


async def test_figures_of_many_are_those_that_were_written(client: httpx.AsyncClient) -> None:
    summary = (await client.get(f"{API}/experts/analytics/summary", params={"days": 366})).json()
    # All who voted were down at first; but for those below 0.1 they switched to up.
    assert (summary["searches"], summary["match_rate"]) == (ROWS, 0.8)
    assert summary["votes"] == {"up": ROWS * 24 // 100, "down": ROWS * 8 // 100}
    assert summary["leads"] == ROWS // 50


async def test_a_scan_would_be_noticed(studio: Studio) -> None:
    statements: list[Statement] = [
        ("SELECT count(*) FROM conversations WHERE narrative LIKE '%x%'", ()),
        ("SELECT count(*) FROM conversation_feedback AS v WHERE comment LIKE '%x%'", ()),
    ]
    assert len(await LARGE.scans(studio.core.database, statements)) == len(statements)
