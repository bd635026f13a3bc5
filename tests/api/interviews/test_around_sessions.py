"""What surrounds sessions: résumés, postings, thumbs, share links, reports, figures."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import re
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pypdf
import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from tests.api.interviews.conftest import People
from tests.api.interviews.practice import ANSWER, POSTING, Practice

from reprise.core.auth.models import User
from reprise.core.db import utcnow
from reprise.core.errors import UnavailableError
from reprise.core.waiting_line import WaitingLine
from reprise.interviews import resume_files
from reprise.interviews.reports import service as reports
from reprise.interviews.resume_files import MAX_FILE_BYTES
from reprise.interviews.sharing.models import SessionShareLink


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["detail"]["code"]


@contextlib.contextmanager
def full(line: WaitingLine) -> Iterator[None]:
    """The line with all of its places taken."""
    with contextlib.ExitStack() as taken:
        with contextlib.suppress(UnavailableError):
            while True:
                taken.enter_context(line.place())
        yield


async def test_a_person_has_one_resume(practice: Practice) -> None:
    client = practice.client
    assert code(await client.get("/resumes/me")) == (404, "RESUME_NOT_FOUND")
    first = (await client.put("/resumes/me", json={"content": "Five years of Python."})).json()
    second = (await client.put("/resumes/me", json={"content": "  Six years of Python. "})).json()
    assert (second["id"], second["content"]) == (first["id"], "Six years of Python.")
    assert second["updated_at"] > first["updated_at"]
    assert await practice.get("/resumes/me") == second
    assert (await client.delete("/resumes/me")).status_code == 204
    assert code(await client.delete("/resumes/me")) == (404, "RESUME_NOT_FOUND")


async def test_racing_resumes_become_one(practice: Practice) -> None:
    bodies = [{"content": f"Résumé {number}"} for number in range(10)]
    answers = await asyncio.gather(*(practice.client.put("/resumes/me", json=body) for body in bodies))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1


async def test_a_resume_is_kept_without_what_no_database_takes(practice: Practice) -> None:
    file = ("c\0v.txt", "Nine\0 years of Erlang.".encode("utf-16"))
    answer = await practice.client.post("/resumes/me/file", files={"file": file})
    assert answer.status_code == 200, answer.text
    assert "\0" not in answer.json()["file_name"]
    assert answer.json()["content"] == "Nine years of Erlang."


async def test_a_flood_of_files_is_turned_away_before_it_is_read(practice: Practice) -> None:
    arrived = 0

    async def slowly() -> AsyncIterator[bytes]:
        nonlocal arrived
        for _ in range(100):
            arrived += 1
            yield b"x" * 1000

    headers = {"content-type": "multipart/form-data; boundary=b"}
    with full(resume_files.line):
        refused = await practice.client.post("/resumes/me/file", content=slowly(), headers=headers)
    assert (code(refused), refused.headers["retry-after"]) == ((503, "UNAVAILABLE"), "5")
    assert arrived == 0
    file = ("cv.txt", b"Nine years of Erlang.")
    assert (await practice.client.post("/resumes/me/file", files={"file": file})).status_code == 200


@pytest.mark.parametrize("content", ["", "  ", "x" * 50_001, None, 7])
async def test_a_resume_is_text_of_some_length(content: Any, practice: Practice) -> None:
    refused = await practice.client.put("/resumes/me", json={"content": content})
    assert (refused.status_code, refused.json()["detail"]["field"]) == (422, "content")
    longest = await practice.client.put("/resumes/me", json={"content": "é" * 50_000})
    assert longest.status_code == 200


async def test_a_resume_comes_from_a_file(practice: Practice) -> None:
    file = ("cv.txt", "Nine years of Erlang — and a bit of Ö.".encode())
    answer = await practice.client.post("/resumes/me/file", files={"file": file})
    assert answer.status_code == 200, answer.text
    found = await practice.get("/resumes/me")
    assert (found["content"], found["file_name"]) == ("Nine years of Erlang — and a bit of Ö.", "cv.txt")


@pytest.mark.parametrize("extra", [1, 64 * 1024])
async def test_a_file_that_is_too_large_is_refused(extra: int, practice: Practice) -> None:
    file = ("cv.txt", b"x" * (MAX_FILE_BYTES + extra))
    answer = await practice.client.post("/resumes/me/file", files={"file": file})
    assert answer.status_code == 413
    assert answer.json()["detail"]["code"] in {"FILE_TOO_LARGE", "PAYLOAD_TOO_LARGE"}


async def test_a_file_of_another_kind_is_refused(practice: Practice) -> None:
    file = ("cv.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    answer = await practice.client.post("/resumes/me/file", files={"file": file})
    assert (answer.status_code, answer.json()["detail"]["field"]) == (422, "file")
    assert (await practice.client.get("/resumes/me")).status_code == 404


async def test_postings_are_made_read_changed_and_deleted(practice: Practice) -> None:
    answer = await practice.client.post("/job-postings", json=POSTING)
    assert answer.status_code == 201
    made = answer.json()
    address = f"/job-postings/{made['id']}"
    assert answer.headers["location"] == f"/api/v1{address}"
    assert made | POSTING == made
    assert await practice.get(address) == made
    changed = (await practice.client.patch(address, json={"company": None, "language": "de"})).json()
    assert (changed["company"], changed["language"], changed["title"]) == (None, "de", POSTING["title"])
    anew = (await practice.client.put(address, json={"title": "Chef", "description": "Cook."})).json()
    assert (anew["title"], anew["tech_stack"], anew["language"]) == ("Chef", [], None)
    other = await practice.posting()
    page = await practice.get("/job-postings")
    assert [item["id"] for item in page["items"]] == [other, made["id"]]
    assert (await practice.client.delete(address)).status_code == 204
    assert code(await practice.client.get(address)) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 201),
        ("description", "x" * 10_001),
        ("description", None),
        ("tech_stack", ["x"] * 51),
        ("tech_stack", "Python"),
        ("salary", 1),
    ],
)
async def test_a_posting_that_cannot_be_names_the_field(field: str, value: Any, practice: Practice) -> None:
    answer = await practice.client.post("/job-postings", json=POSTING | {field: value})
    assert (answer.status_code, answer.json()["detail"]["field"]) == (422, field)


async def test_a_thumb_goes_to_the_operator_without_the_session(practice: Practice, people: People) -> None:
    session_id = await practice.judged()
    address = f"/sessions/{session_id}/feedback/thumb"
    assert (await practice.client.put(address, json={"up": False})).json() == {"up": False, "reason": None}
    given = {"up": True, "reason": "It named the gap."}
    assert (await practice.client.put(address, json=given)).json() == given
    assert (await practice.get(f"/sessions/{session_id}/feedback"))["thumb"] == given
    _, admin = people["root"]
    seen = (await admin.get("/interviews/thumbs")).json()
    (item,) = seen["items"]
    assert (item["up"], item["reason"]) == (True, "It named the gap.")
    assert seen["counts"] == [{"analyst": item["analyst"], "up": 1, "down": 0}]
    assert item["analyst"]
    private = (session_id, str(practice.user_id), ANSWER[:40], POSTING["title"])
    assert not any(part in str(seen) for part in private)
    assert (await admin.get("/interviews/thumbs", params={"up": False})).json()["total"] == 0
    assert (await practice.client.get("/interviews/thumbs")).status_code == 403
    assert (await practice.client.delete(address)).status_code == 204
    assert (await admin.get("/interviews/thumbs")).json()["total"] == 0


async def test_racing_thumbs_become_one(practice: Practice, people: People) -> None:
    address = f"/sessions/{await practice.judged()}/feedback/thumb"
    answers = await asyncio.gather(*(practice.client.put(address, json={"up": True}) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200}
    assert (await people["root"][1].get("/interviews/thumbs")).json()["total"] == 1


async def test_without_feedback_there_is_nothing_to_rate(practice: Practice) -> None:
    session_id = await practice.completed()
    answer = await practice.client.put(f"/sessions/{session_id}/feedback/thumb", json={"up": True})
    assert code(answer) == (404, "FEEDBACK_NOT_FOUND")


@pytest.fixture
def coach(connect: Any) -> httpx.AsyncClient:
    """Somebody without an account."""
    made: httpx.AsyncClient = connect()
    return made


async def test_a_coach_reads_what_the_link_shows_and_nothing_else(
    practice: Practice, coach: httpx.AsyncClient
) -> None:
    await practice.client.put("/resumes/me", json={"content": "A secret résumé."})
    session_id = await practice.judged()
    await practice.client.put(f"/sessions/{session_id}/feedback/thumb", json={"up": True, "reason": "mine"})
    made = await practice.post(f"/sessions/{session_id}/share-links", {"label": "Coach"}, status=201)
    assert made["path"] == f"/interviews/shared#{made['token']}"
    answer = await coach.get("/shared-session", headers={"x-share-token": made["token"]})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    shared = answer.json()
    assert shared["role"] == POSTING["title"]
    assert [m["type"] == "answer" for m in shared["messages"]] == [False, True]
    feedback = await practice.get(f"/sessions/{session_id}/feedback")
    assert shared["feedback"] == feedback | {"thumb": None}
    assert "secret" not in answer.text
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        refused = await coach.request(method, "/shared-session", headers={"x-share-token": made["token"]})
        assert refused.status_code == 405
    assert (await coach.get(f"/sessions/{session_id}")).status_code == 401


async def test_a_token_is_kept_as_a_hash_and_shown_once(practice: Practice) -> None:
    session_id = await practice.session()
    made = await practice.post(f"/sessions/{session_id}/share-links", {}, status=201)
    page = await practice.get(f"/sessions/{session_id}/share-links")
    assert [link["id"] for link in page["items"]] == [made["id"]]
    assert made["token"] not in str(page)
    async with practice.core.database.snapshot() as session:
        row = (await session.scalars(select(SessionShareLink))).one()
    assert row.token_hash == hashlib.sha256(made["token"].encode()).hexdigest()


async def test_a_link_ends_when_it_is_revoked_or_expires(
    practice: Practice, coach: httpx.AsyncClient
) -> None:
    session_id = await practice.session()
    links = [await practice.post(f"/sessions/{session_id}/share-links", {}, status=201) for _ in range(3)]
    path = f"/sessions/{session_id}/share-links/{links[0]['id']}"
    assert [(await practice.client.delete(path)).status_code for _ in range(2)] == [204, 204]
    async with practice.core.database.transaction() as session:
        for row in await session.scalars(select(SessionShareLink)):
            if str(row.id) == links[1]["id"]:
                row.expires_at = utcnow() - timedelta(seconds=1)
    tokens = [*(link["token"] for link in links), "guessed", ""]
    answers = [await coach.get("/shared-session", headers={"x-share-token": token}) for token in tokens]
    assert [answer.status_code for answer in answers] == [404, 404, 200, 404, 422]
    assert code(answers[0]) == code(answers[1]) == code(answers[3]) == (404, "SHARE_LINK_NOT_FOUND")
    page = await practice.get(f"/sessions/{session_id}/share-links")
    assert [link["revoked_at"] is not None for link in page["items"]] == [False, False, True]


async def test_what_a_disabled_person_shared_opens_for_nobody(
    practice: Practice, coach: httpx.AsyncClient
) -> None:
    made = await practice.client.post(f"/sessions/{await practice.session()}/share-links", json={})
    assert made.headers["cache-control"] == "no-store"
    found = []
    for disabled_at in (utcnow(), None):
        async with practice.core.database.transaction() as session:
            (await session.get_one(User, practice.user_id)).disabled_at = disabled_at
        answer = await coach.get("/shared-session", headers={"x-share-token": made.json()["token"]})
        found.append(answer.status_code)
    assert found == [404, 200]


async def test_a_flood_of_reports_is_turned_away(practice: Practice) -> None:
    path = f"/sessions/{await practice.session()}/report?format=pdf"
    with full(reports.line):
        refused = await practice.client.get(path)
    assert (code(refused), refused.headers["retry-after"]) == ((503, "UNAVAILABLE"), "5")
    assert (await practice.client.get(path)).status_code == 200


async def test_a_report_says_everything_as_markdown(practice: Practice) -> None:
    session_id = await practice.judged()
    answer = await practice.client.get(f"/sessions/{session_id}/report")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert f'filename="interview-{session_id}.md"' in answer.headers["content-disposition"]
    feedback = await practice.get(f"/sessions/{session_id}/feedback")
    assert f"Overall: {feedback['overall_score']} of 100" in answer.text
    for part in ("# Interview practice: Backend engineer", "## Transcript", f"> {ANSWER[:60]}"):
        assert part in answer.text


async def test_what_people_wrote_is_not_taken_for_markdown(practice: Practice) -> None:
    session_id = await practice.session(
        job_posting_id=await practice.posting(title="# <script>alert(1)</script>")
    )
    await practice.ask(session_id)
    await practice.answer(session_id, "first line\n# not a heading\n<img src=x onerror=alert(1)>")
    report = (await practice.client.get(f"/sessions/{session_id}/report")).text
    assert "<script" not in report.replace("\\<script", "")
    assert "> \\# not a heading" in report
    assert "There is no feedback on this session yet." in report


async def test_a_report_says_everything_as_pdf_in_many_scripts(practice: Practice) -> None:
    session_id = await practice.session(
        job_posting_id=await practice.posting(title="Инженер 工程师 엔지니어")
    )
    await practice.ask(session_id)
    await practice.answer(
        session_id, "Žluťoučký kůň — Ελληνικά <b>&amp; 漢字 한국어 🎻 عربي " + "long " * 3_000
    )
    answer = await practice.client.get(f"/sessions/{session_id}/report", params={"format": "pdf"})
    assert answer.headers["content-type"] == "application/pdf"
    assert f'filename="interview-{session_id}.pdf"' in answer.headers["content-disposition"]
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(page.extract_text() for page in pages)
    for part in ("Žluťoučký kůň", "Ελληνικά", "<b>&amp;", "Инженер", "漢字"):
        assert part in words
    again = await practice.client.get(f"/sessions/{session_id}/report", params={"format": "pdf"})
    assert again.content == answer.content


async def test_a_report_has_two_forms(practice: Practice) -> None:
    session_id = await practice.session()
    refused = await practice.client.get(f"/sessions/{session_id}/report", params={"format": "docx"})
    assert refused.status_code == 422


async def test_the_dashboard_counts_ones_own(practice: Practice, people: People) -> None:
    empty = await practice.get("/interviews/dashboard")
    assert empty == {
        "completed_sessions": 0,
        "open_sessions": 0,
        "average_score": None,
        "questions_answered": 0,
        "most_practised_roles": [],
        "analyst": "offline rubric",
    }
    judged = await practice.judged(answers=2)
    await practice.completed()
    await practice.session(job_posting_id=await practice.posting(title="Chef"))
    found = await practice.get("/interviews/dashboard")
    score = (await practice.get(f"/sessions/{judged}"))["overall_score"]
    assert found == {
        "completed_sessions": 2,
        "open_sessions": 1,
        "average_score": score,
        "questions_answered": 3,
        "most_practised_roles": [{"role": POSTING["title"], "sessions": 2}, {"role": "Chef", "sessions": 1}],
        "analyst": "offline rubric",
    }
    assert (await people["bob"][1].get("/interviews/dashboard")).json() == empty


async def test_progress_and_the_trend_of_retakes(practice: Practice) -> None:
    first = await practice.judged()
    again = (await practice.post(f"/sessions/{first}/retake", status=201))["id"]
    await practice.ask(again)
    await practice.answer(again, "I do not know.")
    await practice.post(f"/sessions/{again}/complete")
    operation = await practice.post(f"/sessions/{again}/generate-feedback", status=202)
    await practice.work(operation["id"])
    other = await practice.judged(job_posting_id=await practice.posting(title="Data engineer"))
    page = await practice.get("/interviews/progress")
    assert [point["session_id"] for point in page["items"]] == [other, again, first]
    trend = (await practice.get("/interviews/progress", series_id=first))["items"]
    assert [(point["attempt"], point["session_id"]) for point in trend] == [(2, again), (1, first)]
    assert trend[0]["overall_score"] < trend[1]["overall_score"]
    assert (await practice.get("/interviews/progress", role="Data engineer"))["total"] == 1
    head = await practice.get("/interviews/progress", limit=2)
    tail = await practice.get("/interviews/progress", limit=2, cursor=head["next_cursor"])
    assert [point["session_id"] for point in tail["items"]] == [first]


async def test_every_list_of_ones_own_uses_an_index(practice: Practice) -> None:
    owner, some = practice.user_id.hex, uuid4().hex
    queries = {
        "interview_sessions": f"owner_id = '{owner}' ORDER BY created_at DESC, id DESC",
        "job_postings": f"owner_id = '{owner}' ORDER BY created_at DESC, id DESC",
        "session_messages": f"session_id = '{some}' ORDER BY created_at, id",
        "operations": f"session_id = '{some}' ORDER BY created_at DESC, id DESC",
        "session_share_links": f"session_id = '{some}' ORDER BY created_at DESC, id DESC",
        "interview_feedback_quotes": f"feedback_id = '{some}' ORDER BY position",
        "interview_feedback_thumbs": "1 = 1 ORDER BY created_at DESC, id DESC",
    }
    async with practice.core.database.snapshot() as session:
        for table, rest in queries.items():
            plan = await plan_of(
                session, practice.core.database.sqlite, f"SELECT * FROM {table} WHERE {rest}"
            )
            assert re.search("USING INDEX|Index Scan", plan), (table, plan)
            assert not re.search("TEMP B-TREE|Sort|Filter", plan), (table, plan)


async def plan_of(session: AsyncSession, sqlite: bool, query: str) -> str:
    if sqlite:
        return " ".join(row.detail for row in await session.execute(text(f"EXPLAIN QUERY PLAN {query}")))
    # The tables are nearly empty: without this their rows are read in whatever order and sorted.
    for way in ("seqscan", "bitmapscan", "sort"):
        await session.execute(text(f"SET LOCAL enable_{way} = off"))
    return "\n".join(await session.scalars(text(f"EXPLAIN {query}")))
