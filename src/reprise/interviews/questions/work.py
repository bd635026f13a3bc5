"""The worker's side of a question: let a writer write it, add it to the transcript."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.context import Core
from reprise.interviews.analysis.interface import AnalysisError, Question, writer_for
from reprise.interviews.operations import material
from reprise.interviews.operations.errors import OperationFailedError
from reprise.interviews.operations.lifecycle import FencedError
from reprise.interviews.operations.models import Operation
from reprise.interviews.operations.runner import Made
from reprise.interviews.sessions import repository
from reprise.interviews.sessions.models import InterviewSession


async def make_question(core: Core, operation: Operation) -> Made:
    found = await material.read(core, operation)
    if found is None:
        raise FencedError
    _require_open(found.interview)
    try:
        question = await writer_for(core.settings).write(found.transcript, seed=_seed(found.interview))
    except AnalysisError as error:
        raise material.failure(error) from error
    message_id = uuid4()

    async def store(session: AsyncSession, interview: InterviewSession) -> None:
        _require_open(interview)
        await repository.append(session, interview, question.type, question.content, id_=message_id)

    return Made(_result(question, str(message_id)), material.cost(question.usage, question.writer), store)


def _require_open(interview: InterviewSession) -> None:
    if interview.status == "completed":
        raise OperationFailedError("SESSION_COMPLETED", "The session was completed before the question came.")


def _result(question: Question, message_id: str) -> dict[str, str]:
    return {"message_id": message_id, "type": question.type}


def _seed(interview: InterviewSession) -> int:
    """The same session gets the same questions, another attempt others."""
    return interview.id.int % 2**31
