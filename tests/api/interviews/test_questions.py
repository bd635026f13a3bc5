"""Questions and answers: one open question at a time, three types in turn, limits that hold."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from tests.api.interviews.practice import ANSWER, Practice

from reprise.core.db import utcnow
from reprise.interviews.operations.models import Operation
from reprise.interviews.sessions.models import InterviewSession


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["detail"]["code"]


async def test_a_question_is_an_operation_that_ends_in_a_message(practice: Practice) -> None:
    session_id = await practice.session()
    answer = await practice.client.post(f"/sessions/{session_id}/generate-question")
    assert answer.status_code == 202
    accepted = answer.json()
    assert (accepted["operation_type"], accepted["status"]) == ("question_generation", "pending")
    assert answer.headers["location"] == f"/api/v1/operations/{accepted['operation_id']}"
    await practice.work(accepted["id"])
    done = await practice.operation(accepted["id"])
    messages = (await practice.get(f"/sessions/{session_id}/messages"))["items"]
    assert done["result"] == {"message_id": messages[0]["id"], "type": messages[0]["type"]}
    found = await practice.get(f"/sessions/{session_id}")
    assert found["open_question"] == messages[0]
    assert (found["questions_asked"], found["questions_answered"]) == (1, 0)


async def test_types_rotate_and_no_question_comes_twice(practice: Practice) -> None:
    session_id = await practice.session()
    asked = []
    for _ in range(6):
        asked.append(await practice.ask(session_id))
        await practice.answer(session_id)
    types = [question["type"] for question in asked]
    assert set(types[:3]) == {"technical", "behavioral", "situational"}
    assert types[3:] == types[:3]
    assert len({question["content"] for question in asked}) == 6


async def test_an_open_question_must_be_answered_first(practice: Practice) -> None:
    session_id = await practice.session()
    await practice.ask(session_id)
    assert code(await practice.client.post(f"/sessions/{session_id}/generate-question")) == (
        409,
        "QUESTION_OPEN",
    )
    await practice.answer(session_id)
    assert (await practice.client.post(f"/sessions/{session_id}/generate-question")).status_code == 202


async def test_an_answer_needs_an_open_question(practice: Practice) -> None:
    session_id = await practice.session()
    path, body = f"/sessions/{session_id}/answers", {"answer_text": "words"}
    assert code(await practice.client.post(path, json=body)) == (409, "NO_OPEN_QUESTION")
    await practice.ask(session_id)
    assert (await practice.client.post(path, json=body)).status_code == 201
    assert code(await practice.client.post(path, json=body)) == (409, "NO_OPEN_QUESTION")


async def test_racing_answers_become_one(practice: Practice) -> None:
    session_id = await practice.session()
    await practice.ask(session_id)
    path, body = f"/sessions/{session_id}/answers", {"answer_text": ANSWER}
    answers = await asyncio.gather(*(practice.client.post(path, json=body) for _ in range(10)))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 9}
    assert (await practice.get(f"/sessions/{session_id}/messages"))["total"] == 2


async def test_of_twenty_racing_requests_for_a_question_one_is_accepted(practice: Practice) -> None:
    session_id = await practice.session()
    path = f"/sessions/{session_id}/generate-question"
    answers = await asyncio.gather(*(practice.client.post(path) for _ in range(20)))
    assert Counter(answer.status_code for answer in answers) == {202: 1, 409: 19}
    async with practice.core.database.snapshot() as session:
        assert await session.scalar(select(func.count()).select_from(Operation)) == 1
    (accepted,) = [answer.json() for answer in answers if answer.status_code == 202]
    await asyncio.gather(*(practice.work(accepted["id"]) for _ in range(3)))
    assert (await practice.get(f"/sessions/{session_id}/messages"))["total"] == 1


@pytest.mark.parametrize("status", ["pause", "complete"])
async def test_only_an_active_session_asks_and_answers(status: str, practice: Practice) -> None:
    session_id = await practice.session()
    await practice.ask(session_id)
    await practice.post(f"/sessions/{session_id}/{status}")
    answered = await practice.client.post(f"/sessions/{session_id}/answers", json={"answer_text": "late"})
    assert code(answered) == (409, "SESSION_NOT_ACTIVE")
    asked = await practice.client.post(f"/sessions/{session_id}/generate-question")
    assert code(asked) == (409, "SESSION_NOT_ACTIVE")


async def test_there_are_no_more_questions_than_were_wanted(practice: Practice) -> None:
    session_id = await practice.session(question_count=1)
    await practice.ask(session_id)
    await practice.answer(session_id)
    refused = await practice.client.post(f"/sessions/{session_id}/generate-question")
    assert code(refused) == (409, "QUESTION_LIMIT_REACHED")


async def test_when_the_time_is_up_the_open_question_may_be_answered_and_no_other_comes(
    practice: Practice,
) -> None:
    session_id = await practice.session(minutes=5)
    await practice.ask(session_id)
    await start_earlier(practice, session_id, minutes=6)
    found = await practice.get(f"/sessions/{session_id}")
    assert (found["time_is_up"], found["remaining_seconds"], found["status"]) == (True, 0, "active")
    await practice.answer(session_id, "What I was writing when the time ran out.")
    refused = await practice.client.post(f"/sessions/{session_id}/generate-question")
    assert code(refused) == (409, "TIME_IS_UP")


async def test_the_clock_stands_still_in_a_pause(practice: Practice) -> None:
    session_id = await practice.session(minutes=5)
    await start_earlier(practice, session_id, minutes=2)
    await practice.post(f"/sessions/{session_id}/pause")
    paused = await practice.get(f"/sessions/{session_id}")
    assert 120 <= paused["elapsed_seconds"] < 180
    assert (await practice.get(f"/sessions/{session_id}"))["elapsed_seconds"] == paused["elapsed_seconds"]
    resumed = await practice.post(f"/sessions/{session_id}/resume")
    assert resumed["elapsed_seconds"] >= paused["elapsed_seconds"]
    await start_earlier(practice, session_id, minutes=4)
    assert (await practice.get(f"/sessions/{session_id}"))["time_is_up"] is True


async def start_earlier(practice: Practice, session_id: str, *, minutes: int) -> None:
    """As if the clock had begun to run so long ago."""
    since = utcnow() - timedelta(minutes=minutes)
    change = update(InterviewSession).where(InterviewSession.id == UUID(session_id))
    async with practice.core.database.transaction() as session:
        await session.execute(change.values(running_since=since))


async def test_a_question_that_comes_after_the_end_is_not_written(practice: Practice) -> None:
    session_id = await practice.session()
    accepted = await practice.post(f"/sessions/{session_id}/generate-question", status=202)
    await practice.post(f"/sessions/{session_id}/complete")
    await practice.work(accepted["id"])
    failed = await practice.operation(accepted["id"])
    assert (failed["status"], failed["error"]["code"]) == ("failed", "SESSION_COMPLETED")
    assert (await practice.get(f"/sessions/{session_id}/messages"))["total"] == 0


async def test_messages_come_in_order_page_by_page(practice: Practice) -> None:
    session_id = await practice.session()
    for number in range(3):
        await practice.ask(session_id)
        await practice.answer(session_id, f"Answer number {number}.")
    whole = await practice.get(f"/sessions/{session_id}/messages")
    assert [m["type"] == "answer" for m in whole["items"]] == [False, True] * 3
    times = [m["created_at"] for m in whole["items"]]
    assert times == sorted(times)
    found, cursor = [], None
    while True:
        params = {"limit": 4} | ({"cursor": cursor} if cursor else {})
        page = await practice.get(f"/sessions/{session_id}/messages", **params)
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == whole["items"]
    assert (await practice.get(f"/sessions/{session_id}/messages", offset=5))["items"] == whole["items"][5:]


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001, None, 7, "a\x00b"])
async def test_an_answer_is_text_of_some_length(text: Any, practice: Practice) -> None:
    session_id = await practice.session()
    await practice.ask(session_id)
    refused = await practice.client.post(f"/sessions/{session_id}/answers", json={"answer_text": text})
    assert code(refused) == (422, "VALIDATION_ERROR")
    longest = await practice.answer(session_id, "x" * 20_000)
    assert len(longest["content"]) == 20_000
