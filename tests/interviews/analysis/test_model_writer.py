"""The question writer that asks a model, against a provider on a real socket."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from tests.interviews.analysis.conftest import SAID, talk
from tests.support.model_server import ModelServer, says, status

from reprise.core.settings import Settings
from reprise.interviews.analysis.interface import AnalysisError, Message, writer_for


async def test_types_rotate_and_the_model_sees_everything(
    settings: Settings, model_server: ModelServer
) -> None:
    transcript = talk()
    for number, kind in enumerate(["technical", "behavioral", "situational", "technical"]):
        question = await writer_for(settings).write(transcript)
        assert question.type == kind
        assert kind in str(model_server.received[-1].body)
        said = (
            Message(UUID(int=2 * number), question.type, question.content),
            Message(UUID(int=2 * number + 1), "answer", "An answer."),
        )
        transcript = replace(transcript, messages=transcript.messages + said)
    material = model_server.received[-1].material
    assert [message["type"] for message in material["messages"]][::2] == [
        "technical",
        "behavioral",
        "situational",
    ]
    assert material["resume"] == "Five years of Python."
    assert material["posting"]["tech_stack"] == ["Python", "PostgreSQL"]


async def test_a_repeated_question_is_asked_for_once_more(
    settings: Settings, model_server: ModelServer
) -> None:
    transcript = talk(*SAID)
    again = says({"content": "how do you speed up a SLOW query"})
    model_server.behave(again, says({"content": "What does an index cost you?"}))
    assert (await writer_for(settings).write(transcript)).content == "What does an index cost you?"
    model_server.behave(again)
    with pytest.raises(AnalysisError) as caught:
        await writer_for(settings).write(transcript)
    assert (caught.value.code, len(model_server.received)) == ("QUESTION_REPEATED", 2)


@pytest.mark.parametrize("payload", [{}, {"content": ""}, {"content": 7}, {"content": "x" * 1001}], ids=str)
async def test_a_malformed_question_is_refused(
    settings: Settings, model_server: ModelServer, payload: dict[str, object]
) -> None:
    model_server.behave(says(payload))
    with pytest.raises(AnalysisError) as caught:
        await writer_for(settings).write(talk())
    assert caught.value.code == "INVALID_MODEL_ANSWER"


async def test_a_failure_has_its_code_and_what_was_spent(
    settings: Settings, model_server: ModelServer
) -> None:
    model_server.behave(says({}), status(500))
    with pytest.raises(AnalysisError) as caught:
        await writer_for(settings).write(talk())
    assert (caught.value.code, caught.value.usage.output_tokens) == ("PROVIDER_FAILED", 200)
