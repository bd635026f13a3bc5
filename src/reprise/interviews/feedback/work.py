"""The worker's side of feedback: let an analyst judge, write what it says with the quotes it rests on."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.context import Core
from reprise.interviews.analysis.interface import Analysis, AnalysisError, analyst_for
from reprise.interviews.feedback import repository
from reprise.interviews.feedback.models import InterviewFeedback, InterviewFeedbackQuote
from reprise.interviews.operations import material
from reprise.interviews.operations.errors import OperationFailedError
from reprise.interviews.operations.lifecycle import FencedError
from reprise.interviews.operations.models import Operation
from reprise.interviews.operations.runner import Made
from reprise.interviews.sessions.models import InterviewSession


async def make_feedback(core: Core, operation: Operation) -> Made:
    found = await material.read(core, operation)
    if found is None:
        raise FencedError
    if not any(message.type == "answer" for message in found.transcript.messages):
        raise OperationFailedError(
            "NO_ANSWERS", "No question of this session was answered: there is nothing to give feedback on."
        )
    try:
        analysis = await analyst_for(core.settings).analyse(found.transcript)
    except AnalysisError as error:
        raise material.failure(error) from error
    feedback_id = uuid4()

    async def store(session: AsyncSession, interview: InterviewSession) -> None:
        if await repository.of_session(session, interview.id) is not None:
            raise OperationFailedError("FEEDBACK_ALREADY_EXISTS", "This session has its feedback already.")
        feedback = _feedback(feedback_id, interview.id, analysis)
        await repository.add(session, feedback, _quotes(feedback_id, interview.owner_id, analysis))

    result = {"feedback_id": str(feedback_id), "overall_score": analysis.overall_score}
    return Made(result, material.cost(analysis.usage, analysis.analyst), store)


def _feedback(feedback_id: UUID, session_id: UUID, analysis: Analysis) -> InterviewFeedback:
    return InterviewFeedback(
        id=feedback_id,
        session_id=session_id,
        technical_accuracy_score=analysis.technical_accuracy_score,
        communication_clarity_score=analysis.communication_clarity_score,
        problem_solving_score=analysis.problem_solving_score,
        relevance_score=analysis.relevance_score,
        overall_score=analysis.overall_score,
        technical_feedback=analysis.technical_feedback,
        communication_feedback=analysis.communication_feedback,
        problem_solving_feedback=analysis.problem_solving_feedback,
        relevance_feedback=analysis.relevance_feedback,
        overall_comments=analysis.overall_comments,
        knowledge_gaps=list(analysis.knowledge_gaps),
        learning_recommendations=list(analysis.learning_recommendations),
    )


def _quotes(feedback_id: UUID, owner_id: UUID, analysis: Analysis) -> list[InterviewFeedbackQuote]:
    return [
        InterviewFeedbackQuote(
            owner_id=owner_id,
            feedback_id=feedback_id,
            position=position,
            dimension=quote.dimension,
            message_id=quote.message_id,
            text=quote.text,
        )
        for position, quote in enumerate(analysis.quotes)
    ]
