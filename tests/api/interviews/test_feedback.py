"""Asking for feedback, and reading it: every code, and both lives of the operation."""

from __future__ import annotations

import asyncio
from collections import Counter
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from tests.api.interviews.conftest import People
from tests.api.interviews.practice import Practice

from reprise.interviews.feedback.models import DIMENSIONS, InterviewFeedback
from reprise.interviews.operations.models import Operation

RACERS = 20


async def rows(practice: Practice, model: type[Operation] | type[InterviewFeedback]) -> int:
    async with practice.core.database.snapshot() as session:
        return (await session.scalar(select(func.count()).select_from(model))) or 0


async def test_202_comes_at_once_with_a_pending_operation_and_its_place(practice: Practice) -> None:
    session_id = await practice.completed()
    answer = await practice.client.post(f"/sessions/{session_id}/generate-feedback")
    assert answer.status_code == 202
    accepted = answer.json()
    assert accepted["operation_id"] == accepted["id"]
    assert (accepted["operation_type"], accepted["status"]) == ("feedback_analysis", "pending")
    assert accepted["result"] is accepted["error_message"] is None
    assert answer.headers["location"] == f"/api/v1/operations/{accepted['id']}"
    assert (await practice.operation(accepted["id"])) == accepted


async def test_an_operation_goes_from_pending_over_processing_to_completed(practice: Practice) -> None:
    session_id = await practice.completed()
    accepted = await practice.post(f"/sessions/{session_id}/generate-feedback", status=202)
    await practice.work(accepted["id"])
    done = await practice.operation(accepted["id"])
    assert await practice.events(accepted["id"]) == [
        ("status", "pending"),
        ("status", "processing"),
        ("status", "completed"),
        ("done", "completed"),
    ]
    feedback = await practice.get(f"/sessions/{session_id}/feedback")
    assert done["result"] == {"feedback_id": feedback["id"], "overall_score": feedback["overall_score"]}
    assert done["error"] is done["error_message"] is None
    assert done["created_at"] <= done["started_at"] <= done["completed_at"]


async def test_an_operation_goes_from_pending_over_processing_to_failed(practice: Practice) -> None:
    session_id = await practice.session()
    await practice.post(f"/sessions/{session_id}/complete")
    accepted = await practice.post(f"/sessions/{session_id}/generate-feedback", status=202)
    await practice.work(accepted["id"])
    failed = await practice.operation(accepted["id"])
    assert (failed["status"], failed["error"]["code"]) == ("failed", "NO_ANSWERS")
    assert failed["error_message"] == f"NO_ANSWERS: {failed['error']['message']}"
    assert failed["result"] is None
    assert [status for _, status in await practice.events(accepted["id"])] == [
        "pending",
        "processing",
        "failed",
        "failed",
    ]
    assert (await practice.client.get(f"/sessions/{session_id}/feedback")).status_code == 404


@pytest.mark.parametrize("status", ["active", "paused"])
async def test_400_when_the_session_is_not_completed(status: str, practice: Practice) -> None:
    session_id = await practice.session()
    if status == "paused":
        await practice.post(f"/sessions/{session_id}/pause")
    answer = await practice.client.post(f"/sessions/{session_id}/generate-feedback")
    assert answer.status_code == 400
    assert answer.json()["detail"]["code"] == "SESSION_NOT_COMPLETED"
    assert await rows(practice, Operation) == 0


async def test_409_when_feedback_exists(practice: Practice) -> None:
    session_id = await practice.judged()
    answer = await practice.client.post(f"/sessions/{session_id}/generate-feedback")
    assert answer.status_code == 409
    assert answer.json()["detail"]["code"] == "FEEDBACK_ALREADY_EXISTS"
    assert await rows(practice, InterviewFeedback) == 1


@pytest.mark.parametrize("claimed", [False, True])
async def test_409_while_an_operation_is_live(claimed: bool, practice: Practice) -> None:
    session_id = await practice.completed()
    accepted = await practice.post(f"/sessions/{session_id}/generate-feedback", status=202)
    if claimed:
        await practice.claim(accepted["id"])
    answer = await practice.client.post(f"/sessions/{session_id}/generate-feedback")
    assert answer.status_code == 409
    assert answer.json()["detail"]["code"] == "OPERATION_RUNNING"
    assert accepted["id"] in answer.json()["detail"]["message"]


async def test_404_for_an_unknown_session_and_for_anothers(practice: Practice, people: People) -> None:
    theirs = await practice.completed()
    _, bob = people["bob"]
    for client, session_id in ((practice.client, str(uuid4())), (bob, theirs)):
        for method, path in (("POST", "generate-feedback"), ("GET", "feedback")):
            answer = await client.request(method, f"/sessions/{session_id}/{path}")
            assert (answer.status_code, answer.json()["detail"]["code"]) == (404, "NOT_FOUND")
            assert session_id in answer.json()["detail"]["message"]


async def test_404_before_there_is_feedback(practice: Practice) -> None:
    session_id = await practice.completed()
    answer = await practice.client.get(f"/sessions/{session_id}/feedback")
    assert (answer.status_code, answer.json()["detail"]["code"]) == (404, "FEEDBACK_NOT_FOUND")


async def test_of_twenty_racing_requests_one_is_accepted_and_one_row_is_written(practice: Practice) -> None:
    session_id = await practice.completed()
    before = await rows(practice, Operation)
    path = f"/sessions/{session_id}/generate-feedback"
    answers = await asyncio.gather(*(practice.client.post(path) for _ in range(RACERS)))
    assert Counter(answer.status_code for answer in answers) == {202: 1, 409: RACERS - 1}
    codes = {answer.json()["detail"]["code"] for answer in answers if answer.status_code == 409}
    assert codes == {"OPERATION_RUNNING"}
    assert await rows(practice, Operation) == before + 1
    (accepted,) = [answer.json() for answer in answers if answer.status_code == 202]
    # However many workers take it, there is one feedback.
    await asyncio.gather(*(practice.work(accepted["id"]) for _ in range(3)))
    assert (await practice.operation(accepted["id"]))["status"] == "completed"
    assert await rows(practice, InterviewFeedback) == 1


async def test_feedback_has_every_column_and_quotes_that_were_said(practice: Practice) -> None:
    session_id = await practice.judged(answers=2)
    feedback = await practice.get(f"/sessions/{session_id}/feedback")
    assert {column.key for column in InterviewFeedback.__table__.columns} <= feedback.keys()
    scores = [feedback[f"{dimension}_score"] for dimension in DIMENSIONS]
    # The mean of four whole numbers, half up.
    assert feedback["overall_score"] == (sum(scores) + 2) // 4
    messages = await practice.get(f"/sessions/{session_id}/messages")
    answers = {m["id"]: m["content"] for m in messages["items"] if m["type"] == "answer"}
    assert feedback["quotes"]
    assert all(quote["text"] in answers[quote["message_id"]] for quote in feedback["quotes"])
    assert feedback["analyst"]
    assert feedback["created_at"].endswith("Z")
    assert (await practice.get(f"/sessions/{session_id}"))["overall_score"] == feedback["overall_score"]


async def test_the_same_transcript_gets_the_same_scores(practice: Practice) -> None:
    feedbacks = []
    for _ in range(2):
        session_id = await practice.judged()
        feedbacks.append(await practice.get(f"/sessions/{session_id}/feedback"))
    assert feedbacks[0]["id"] != feedbacks[1]["id"]
