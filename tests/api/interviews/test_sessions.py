"""Sessions: start, pause, complete, retake, delete, list."""

from __future__ import annotations

import asyncio
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import DBAPIError
from tests.api.interviews.conftest import People
from tests.api.interviews.practice import POSTING, Practice

from reprise.core.db import utcnow
from reprise.interviews.operations.models import Operation
from reprise.interviews.postings.models import JobPosting
from reprise.interviews.sessions.models import STATUSES, InterviewSession, SessionMessage

LEGAL = {
    ("active", "paused"),
    ("paused", "active"),
    ("active", "completed"),
    ("paused", "completed"),
    *((status, status) for status in STATUSES),
}


async def test_a_session_begins_active_with_the_posting_as_it_was(practice: Practice) -> None:
    posting = await practice.posting()
    answer = await practice.client.post("/sessions", json={"job_posting_id": posting, "minutes": 30})
    assert answer.status_code == 201
    created = answer.json()
    assert answer.headers["location"] == f"/api/v1/sessions/{created['id']}"
    assert (created["status"], created["attempt"], created["series_id"]) == ("active", 1, created["id"])
    assert (created["role"], created["question_count"], created["minutes"]) == (POSTING["title"], None, 30)
    await practice.client.patch(f"/job-postings/{posting}", json={"title": "Something else"})
    found = await practice.get(f"/sessions/{created['id']}")
    assert found["posting"]["title"] == POSTING["title"]
    assert (await practice.client.delete(f"/job-postings/{posting}")).status_code == 204
    kept = await practice.get(f"/sessions/{created['id']}")
    assert (kept["job_posting_id"], kept["posting"]["title"]) == (None, POSTING["title"])


async def test_a_posting_must_be_there_and_ones_own(practice: Practice, people: People) -> None:
    mine = await practice.posting()
    _, bob = people["bob"]
    for client, posting in ((practice.client, str(uuid4())), (bob, mine)):
        answer = await client.post("/sessions", json={"job_posting_id": posting})
        assert answer.status_code == 404
        assert answer.json()["detail"]["field"] == "job_posting_id"


@pytest.mark.parametrize(
    "limits",
    [
        {"question_count": 0},
        {"question_count": 51},
        {"question_count": "5"},
        {"minutes": 0},
        {"minutes": 241},
        {"minutes": 1.5},
        {"mood": "calm"},
    ],
)
async def test_limits_that_cannot_be_are_refused(limits: dict[str, Any], practice: Practice) -> None:
    answer = await practice.client.post("/sessions", json={"job_posting_id": str(uuid4())} | limits)
    assert (answer.status_code, answer.json()["detail"]["field"]) == (422, next(iter(limits)))


async def test_pause_resume_and_complete_know_their_order(practice: Practice) -> None:
    session_id = await practice.session()
    verbs = {"pause": "SESSION_NOT_ACTIVE", "resume": "SESSION_NOT_PAUSED"}
    steps = [
        ("resume", None),
        ("pause", "paused"),
        ("pause", None),
        ("resume", "active"),
        ("pause", "paused"),
        ("complete", "completed"),
        ("pause", None),
        ("resume", None),
        ("complete", None),
    ]
    for verb, status in steps:
        answer = await practice.client.post(f"/sessions/{session_id}/{verb}")
        if status is None:
            code = verbs.get(verb, "SESSION_ALREADY_COMPLETED")
            assert (answer.status_code, answer.json()["detail"]["code"]) == (409, code)
        else:
            assert (answer.status_code, answer.json()["status"]) == (200, status)
    completed = await practice.get(f"/sessions/{session_id}")
    assert completed["completed_at"] is not None


async def test_racing_ends_of_a_session_become_one(practice: Practice) -> None:
    session_id = await practice.session()
    path = f"/sessions/{session_id}/complete"
    answers = await asyncio.gather(*(practice.client.post(path) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9


async def test_the_database_admits_only_the_legal_orders_of_status(practice: Practice) -> None:
    outcome = {}
    for old, new in product(STATUSES, STATUSES):
        session_id = UUID(await practice.session())
        async with practice.core.database.transaction() as session:
            row = await session.get_one(InterviewSession, session_id)
            _set(row, old)
        try:
            async with practice.core.database.transaction() as session:
                row = await session.get_one(InterviewSession, session_id)
                _set(row, new)
            outcome[old, new] = True
        except DBAPIError as error:
            assert "illegal order of status" in str(error)
            outcome[old, new] = False
    assert {pair for pair, admitted in outcome.items() if admitted} == LEGAL


def _set(row: InterviewSession, status: str) -> None:
    row.status = status
    row.running_since = utcnow() if status == "active" else None
    row.completed_at = utcnow() if status == "completed" else None


@pytest.mark.parametrize(
    "change", ["status = 'late'", "completed_at = NULL", "minutes = 0", "question_count = 51", "attempt = 0"]
)
async def test_the_database_refuses_what_cannot_be(change: str, practice: Practice) -> None:
    session_id = await practice.session()
    await practice.post(f"/sessions/{session_id}/complete")
    with pytest.raises(DBAPIError):
        async with practice.core.database.transaction() as session:
            await session.execute(text(f"UPDATE interview_sessions SET {change}"))


async def test_racing_retakes_are_numbered_without_clashes(practice: Practice) -> None:
    first = await practice.session(question_count=3, minutes=20)
    second = (await practice.post(f"/sessions/{first}/retake", status=201))["id"]
    paths = [f"/sessions/{session_id}/retake" for session_id in (first, second)] * 5
    answers = await asyncio.gather(*(practice.client.post(path) for path in paths))
    assert {answer.status_code for answer in answers} == {201}
    made = [answer.json() for answer in answers]
    assert sorted(again["attempt"] for again in made) == list(range(3, 13))
    assert {(a["series_id"], a["question_count"], a["minutes"]) for a in made} == {(first, 3, 20)}
    assert (await practice.get("/sessions", series_id=first))["total"] == 12


async def test_a_retake_goes_on_when_the_first_attempt_is_gone(practice: Practice) -> None:
    first = await practice.session()
    second = await practice.post(f"/sessions/{first}/retake", status=201)
    await practice.client.delete(f"/sessions/{first}")
    third = await practice.post(f"/sessions/{second['id']}/retake", status=201)
    assert (third["attempt"], third["series_id"]) == (3, first)


async def test_a_deleted_session_takes_everything_along_and_tells_its_followers(practice: Practice) -> None:
    session_id = await practice.judged()
    await practice.post(f"/sessions/{session_id}/share-links", {}, status=201)
    await practice.client.put(f"/sessions/{session_id}/feedback/thumb", json={"up": True})
    other = await practice.session()
    live = await practice.post(f"/sessions/{other}/generate-question", status=202)
    for gone in (session_id, other):
        assert (await practice.client.delete(f"/sessions/{gone}")).status_code == 204
        assert (await practice.client.get(f"/sessions/{gone}")).status_code == 404
    assert [kind for kind, _ in await practice.events(live["id"])] == ["status", "deleted"]
    await practice.work(live["id"])
    async with practice.core.database.snapshot() as session:
        for table in ("interview_sessions", "session_messages", "operations", "interview_feedbacks"):
            assert await session.scalar(text(f"SELECT count(*) FROM {table}")) == 0
        for table in ("interview_feedback_quotes", "interview_feedback_thumbs", "session_share_links"):
            assert await session.scalar(text(f"SELECT count(*) FROM {table}")) == 0


async def test_the_list_is_newest_first_and_filters(practice: Practice) -> None:
    cook = await practice.posting(title="Head chef 100%")
    chef = await practice.session(job_posting_id=cook)
    backend = await practice.session()
    paused = await practice.session()
    await practice.post(f"/sessions/{paused}/pause")

    async def ids(**filters: Any) -> list[str]:
        page = await practice.get("/sessions", **filters)
        assert page["total"] == len(page["items"])
        return [item["id"] for item in page["items"]]

    assert await ids() == [paused, backend, chef]
    assert await ids(status="paused") == [paused]
    assert await ids(job_posting_id=cook) == [chef]
    assert await ids(role="CHEF 100%") == [chef]
    assert await ids(role="100_") == []
    today = utcnow().date().isoformat()
    assert len(await ids(start_date=today, end_date=today)) == 3
    assert await ids(end_date="2020-01-01") == []
    first = await practice.get("/sessions", limit=2)
    rest = await practice.get("/sessions", limit=2, cursor=first["next_cursor"])
    assert [item["id"] for item in first["items"] + rest["items"]] == [paused, backend, chef]
    assert rest["next_cursor"] is None


async def test_nothing_is_written_for_a_session_that_is_refused(practice: Practice) -> None:
    await practice.client.post("/sessions", json={"job_posting_id": str(uuid4())})
    async with practice.core.database.snapshot() as session:
        for model in (InterviewSession, SessionMessage, Operation):
            assert await session.scalar(select(func.count()).select_from(model)) == 0


async def test_a_retake_outlives_its_posting(practice: Practice) -> None:
    """Deleted by a transaction that ends only after the retake has begun."""
    posting = await practice.posting()
    session_id = await practice.session(job_posting_id=posting)
    async with practice.core.database.transaction() as session:
        await session.execute(delete(JobPosting).where(JobPosting.id == UUID(posting)))
        retake = asyncio.create_task(practice.client.post(f"/sessions/{session_id}/retake"))
        await asyncio.sleep(0.5)
    again = await retake
    assert again.status_code == 201, again.text
    assert (again.json()["attempt"], again.json()["job_posting_id"]) == (2, None)
