"""Asking a model over a real socket, in both protocols, whatever the provider does."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
import structlog
from pydantic import BaseModel, Field
from tests.support import model_server as provider
from tests.support.model_server import Behaviour, ModelServer, says, status

from reprise.core.llm import ModelError, Prompt, RejectedAnswerError, ask
from reprise.core.settings import Settings

KEY = "sk-proj-this-key-must-never-be-seen"
PROMPT = Prompt("Count. Fill in knowledge_gaps too.", json.dumps({"messages": []}))


class Count(BaseModel):
    """What is asked for here."""

    number: int = Field(strict=True, ge=0, le=100)


GOOD = {"number": 42}


@pytest.fixture(params=["openai", "anthropic"])
def settings(request: pytest.FixtureRequest, model_server: ModelServer, tmp_path: Path) -> Settings:
    openai = request.param == "openai"
    return Settings(
        data_dir=tmp_path,
        llm_model="openai:gpt-5-mini" if openai else "anthropic:claude-haiku-4-5",
        llm_base_url=model_server.address + ("/v1" if openai else ""),
        llm_api_key=KEY,
        llm_timeout=20,
        llm_request_timeout=5,
        llm_retries=1,
    )


def accept(_: Count) -> None:
    """Nothing to object to."""


async def failure(settings: Settings, server: ModelServer, *script: Behaviour) -> ModelError:
    server.behave(*script)
    with pytest.raises(ModelError) as caught:
        await ask(settings, PROMPT, Count, accept)
    return caught.value


async def test_a_good_answer_comes_with_tokens_and_cost(
    settings: Settings, model_server: ModelServer
) -> None:
    model_server.behave(says(GOOD))
    asked = await ask(settings, PROMPT, Count, accept)
    assert asked.answer.number == 42
    assert (asked.usage.requests, asked.usage.input_tokens, asked.usage.output_tokens) == (1, 1000, 200)
    assert asked.usage.cost_usd is not None
    assert Decimal(0) < asked.usage.cost_usd < Decimal("0.1")


async def test_the_key_goes_to_the_address_of_the_protocol(
    settings: Settings, model_server: ModelServer
) -> None:
    model_server.behave(says(GOOD))
    await ask(settings, PROMPT, Count, accept)
    sent = model_server.received[0]
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert sent.path == ("/v1/messages" if sent.is_anthropic else "/v1/chat/completions")


async def test_an_unknown_model_has_no_cost(settings: Settings, model_server: ModelServer) -> None:
    own = settings.model_copy(update={"llm_model": settings.llm_model.partition(":")[0] + ":my-own-model"})
    model_server.behave(says(GOOD))
    assert (await ask(own, PROMPT, Count, accept)).usage.cost_usd is None


@pytest.mark.parametrize(
    "first", [status(500), status(503), status(529), None], ids=["500", "503", "529", "break"]
)
async def test_a_passing_failure_is_repeated(
    settings: Settings, model_server: ModelServer, first: Behaviour | None
) -> None:
    model_server.behave(first or broken_count, says(GOOD))
    assert (await ask(settings, PROMPT, Count, accept)).answer.number == 42
    assert len(model_server.received) == 2


def broken_count(request: provider.Request) -> None:
    """The connection ends in the middle of a good answer."""
    content = request.envelope(json.dumps(GOOD))
    http = request.connection
    http.send_response(200)
    http.send_header("Content-Length", str(len(content)))
    http.end_headers()
    http.wfile.write(content[:40])


async def test_500_for_ever_fails_after_the_repeats(settings: Settings, model_server: ModelServer) -> None:
    error = await failure(settings, model_server, status(500))
    assert (error.code, error.retryable, len(model_server.received)) == ("PROVIDER_FAILED", True, 2)


async def test_breaking_off_for_ever_fails(settings: Settings, model_server: ModelServer) -> None:
    error = await failure(settings, model_server, broken_count)
    assert (error.code, len(model_server.received)) == ("PROVIDER_UNREACHABLE", 2)


@pytest.mark.parametrize(
    ("code", "expected"),
    [(429, "PROVIDER_BUSY"), (401, "PROVIDER_REFUSED"), (404, "PROVIDER_REFUSED"), (302, "PROVIDER_REFUSED")],
)
async def test_a_refusal_is_not_repeated(
    settings: Settings, model_server: ModelServer, code: int, expected: str
) -> None:
    error = await failure(
        settings, model_server, status(code, headers={"Retry-After": "1", "Location": "/elsewhere"})
    )
    assert (error.code, len(model_server.received)) == (expected, 1)
    assert error.retryable is (code == 429)


async def test_a_refused_connection_is_unreachable(settings: Settings, model_server: ModelServer) -> None:
    model_server.close()
    with pytest.raises(ModelError) as caught:
        await ask(settings, PROMPT, Count, accept)
    assert caught.value.code == "PROVIDER_UNREACHABLE"


async def test_a_stalling_provider_times_out_and_the_time_is_bounded(
    settings: Settings, model_server: ModelServer
) -> None:
    quick = settings.model_copy(update={"llm_request_timeout": 0.3, "llm_retries": 10, "llm_timeout": 1.0})
    error = await failure(quick, model_server, provider.stalls)
    assert error.code == "PROVIDER_TIMEOUT"
    # The total ends it long before ten repeats with their pauses.
    assert len(model_server.received) < 4


async def test_one_stalled_request_is_repeated(settings: Settings, model_server: ModelServer) -> None:
    quick = settings.model_copy(update={"llm_request_timeout": 1.0})
    model_server.behave(provider.stalls, says(GOOD))
    assert (await ask(quick, PROMPT, Count, accept)).answer.number == 42


async def test_cancelling_closes_the_connection(settings: Settings, model_server: ModelServer) -> None:
    here, gone = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def waits_for_the_end(request: provider.Request) -> None:
        loop.call_soon_threadsafe(here.set)
        request.connection.rfile.read(1)
        loop.call_soon_threadsafe(gone.set)

    model_server.behave(waits_for_the_end)
    task = asyncio.create_task(ask(settings, PROMPT, Count, accept))
    await asyncio.wait_for(here.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(gone.wait(), 10)


@pytest.mark.parametrize(
    "bad",
    [{"number": 101}, {"number": -1}, {"number": "42"}, {"number": 42.5}, {"number": True}, {}],
    ids=str,
)
async def test_a_wrong_form_is_asked_for_once_more(
    settings: Settings, model_server: ModelServer, bad: provider.Payload
) -> None:
    model_server.behave(says(bad), says(GOOD))
    asked = await ask(settings, PROMPT, Count, accept)
    assert (asked.answer.number, asked.usage.requests) == (42, 2)
    error = await failure(settings, model_server, says(bad))
    assert (error.code, len(model_server.received), error.retryable) == ("INVALID_MODEL_ANSWER", 2, False)
    assert error.usage.input_tokens == 2000


async def test_broken_json_never_becomes_an_answer(settings: Settings, model_server: ModelServer) -> None:
    assert (await failure(settings, model_server, provider.broken_json)).code == "INVALID_MODEL_ANSWER"


async def test_a_huge_answer_is_not_read_to_the_end(settings: Settings, model_server: ModelServer) -> None:
    error = await failure(settings, model_server, provider.huge)
    assert (error.code, len(model_server.received)) == ("INVALID_MODEL_ANSWER", 1)


async def test_a_rejected_answer_is_asked_for_once_more(
    settings: Settings, model_server: ModelServer
) -> None:
    def only_seven(count: Count) -> None:
        if count.number != 7:
            raise RejectedAnswerError("NOT_SEVEN", "The model did not say seven.", "Say seven.")

    model_server.behave(says(GOOD), says({"number": 7}))
    assert (await ask(settings, PROMPT, Count, only_seven)).answer.number == 7
    assert "Say seven." in json.dumps(model_server.received[1].body["messages"])
    model_server.behave(says(GOOD))
    with pytest.raises(ModelError) as caught:
        await ask(settings, PROMPT, Count, only_seven)
    assert (caught.value.code, len(model_server.received)) == ("NOT_SEVEN", 2)


@pytest.mark.parametrize("code", [400, 401, 429, 500])
async def test_a_provider_that_repeats_the_key_betrays_nothing(
    settings: Settings, model_server: ModelServer, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    once = settings.model_copy(update={"llm_retries": 0})
    error = await failure(
        once, model_server, status(code, f"Incorrect API key provided: {KEY}; Bearer {KEY}")
    )
    shown = f"{error} {error.message} {error.__cause__} {capsys.readouterr()}"
    assert KEY not in shown
    assert "this-key" not in shown
    assert "provider_refused" in shown
    assert "Incorrect" not in shown
    assert error.__suppress_context__


async def test_a_name_without_a_protocol_is_a_misconfiguration(tmp_path: Path) -> None:
    settings = Settings.model_construct(
        **(Settings(data_dir=tmp_path).model_dump() | {"llm_model": "mystery"})
    )
    with pytest.raises(ModelError) as caught:
        await ask(settings, PROMPT, Count, accept)
    assert caught.value.code == "MODEL_MISCONFIGURED"


def test_pydantic_ai_is_loaded_only_when_a_model_is_asked() -> None:
    code = "import sys, reprise.interviews.analysis.interface; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "reprise.core.llm" in loaded
    assert {"pydantic_ai", "httpx2", "openai", "anthropic"}.isdisjoint(loaded)


async def test_fifty_questions_wait_side_by_side(settings: Settings, model_server: ModelServer) -> None:
    """None is answered before all have arrived, so one that held up another would time out."""
    together = threading.Barrier(50)

    def answers_when_all_are_here(request: provider.Request) -> None:
        together.wait(15)
        says(GOOD)(request)

    model_server.behave(answers_when_all_are_here)
    patient = settings.model_copy(update={"llm_request_timeout": 20, "llm_timeout": 30})
    asked = await asyncio.gather(*(ask(patient, PROMPT, Count, accept) for _ in range(50)))
    assert {one.answer.number for one in asked} == {42}


async def test_of_a_refusal_only_its_names_are_logged(settings: Settings, model_server: ModelServer) -> None:
    """Providers quote the request, which is somebody's interview."""
    quoted = {"message": "you said: I bake", "type": "invalid_request_error", "code": "I bake bread"}
    with structlog.testing.capture_logs() as lines:
        for said in (json.dumps({"error": quoted}), "I bake", json.dumps(["I bake"])):
            await failure(settings, model_server, partial(_refuse, said))
    refused = [line for line in lines if line["event"] == "provider_refused"]
    assert len(refused) == 3
    assert refused[0]["error_type"] == "invalid_request_error"
    assert "bake" not in str(lines)


def _refuse(said: str, request: provider.Request) -> None:
    request.send(400, said.encode())
