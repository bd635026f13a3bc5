"""Feedback and questions by a model, over a real socket: both lives of an operation."""

from __future__ import annotations

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select
from tests.api.interviews.practice import Practice
from tests.support import model_server as model
from tests.support.model_server import Behaviour, ModelServer

from reprise.core.settings import Settings
from reprise.interviews.feedback.models import InterviewFeedback

KEY = "sk-proj-abcdefghijklmnopqrstuvwx"


@pytest.fixture
def settings(settings: Settings, model_server: ModelServer) -> Settings:
    given = {
        "llm_model": "openai:gpt-test",
        "llm_base_url": f"{model_server.address}/v1",
        "llm_api_key": SecretStr(KEY),
        "llm_retries": 0,
        "llm_timeout": 60.0,
        "llm_request_timeout": 5.0,
    }
    return settings.model_copy(update=given)


async def test_the_model_that_will_judge_is_named_before(practice: Practice) -> None:
    dashboard = await practice.get("/interviews/dashboard")
    assert dashboard["analyst"] == "openai:gpt-test"
    assert KEY not in str(dashboard)


async def test_a_model_asks_judges_and_is_named_with_its_tokens(practice: Practice) -> None:
    session_id = await practice.completed(answers=2)
    accepted = await practice.post(f"/sessions/{session_id}/generate-feedback", status=202)
    await practice.work(accepted["id"])
    done = await practice.operation(accepted["id"])
    assert (done["status"], done["input_tokens"], done["output_tokens"]) == ("completed", 1000, 200)
    assert "gpt-test" in done["made_by"]
    feedback = await practice.get(f"/sessions/{session_id}/feedback")
    assert done["result"] == {"feedback_id": feedback["id"], "overall_score": feedback["overall_score"]}
    assert feedback["knowledge_gaps"] == ["Indexes"]
    assert len(feedback["quotes"]) == 4


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (model.status(500), "PROVIDER_FAILED"),
        (model.status(429), "PROVIDER_BUSY"),
        (model.status(401, f"bad key {KEY}"), "PROVIDER_REFUSED"),
        (model.breaks_off, "PROVIDER_UNREACHABLE"),
        (model.broken_json, "INVALID_MODEL_ANSWER"),
        (model.stalls, "PROVIDER_TIMEOUT"),
    ],
    ids=["500", "429", "401", "breaks off", "broken JSON", "stalls"],
)
async def test_a_model_that_fails_fails_the_operation_with_a_clean_reason(
    behaviour: Behaviour, code: str, practice: Practice, model_server: ModelServer
) -> None:
    session_id = await practice.completed()
    model_server.behave(behaviour)
    accepted = await practice.post(f"/sessions/{session_id}/generate-feedback", status=202)
    await practice.work(accepted["id"])
    failed = await practice.operation(accepted["id"])
    assert (failed["status"], failed["error"]["code"]) == ("failed", code)
    assert "sk-proj" not in str(failed)
    assert [kind for kind, _ in await practice.events(accepted["id"])] == [
        "status",
        "status",
        "status",
        "done",
    ]
    async with practice.core.database.snapshot() as session:
        assert await session.scalar(select(func.count()).select_from(InterviewFeedback)) == 0


async def test_a_retry_really_runs_it_again_and_counts(practice: Practice, model_server: ModelServer) -> None:
    session_id = await practice.completed()
    model_server.behave(model.status(500))
    accepted = await practice.post(f"/sessions/{session_id}/generate-feedback", status=202)
    await practice.work(accepted["id"])
    model_server.behave(model.well)
    answer = await practice.client.post(f"/operations/{accepted['id']}/retry")
    assert (answer.status_code, answer.headers["location"]) == (202, f"/api/v1/operations/{accepted['id']}")
    again = answer.json()
    assert (again["id"], again["status"], again["retry_count"]) == (accepted["id"], "pending", 1)
    assert again["error"] is again["error_message"] is again["completed_at"] is None
    await practice.work(accepted["id"])
    assert len(model_server.received) == 1
    assert (await practice.operation(accepted["id"]))["status"] == "completed"
    assert (await practice.client.get(f"/sessions/{session_id}/feedback")).status_code == 200


async def test_the_writer_reads_posting_resume_and_everything_said(
    practice: Practice, model_server: ModelServer
) -> None:
    await practice.client.put("/resumes/me", json={"content": "Nine years of Erlang."})
    session_id = await practice.session()
    await practice.ask(session_id)
    await practice.answer(session_id, "We drew the state machine first.")
    model_server.behave(model.well)
    await practice.ask(session_id)
    said = str(model_server.received[-1].body)
    for part in ("FastAPI and PostgreSQL", "Nine years of Erlang.", "We drew the state machine first."):
        assert part in said
