"""What a model is given to work with: the session with its posting, résumé and transcript."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from reprise.core.context import Core
from reprise.interviews.analysis.interface import AnalysisError, Message, Posting, Transcript, Usage
from reprise.interviews.operations.lifecycle import Cost
from reprise.interviews.operations.models import Operation
from reprise.interviews.operations.runner import CostlyFailureError
from reprise.interviews.postings.schemas import PostingFacts
from reprise.interviews.resumes import repository as resumes
from reprise.interviews.sessions import repository as sessions
from reprise.interviews.sessions.models import InterviewSession, MessageType


@dataclass(frozen=True, slots=True)
class Material:
    interview: InterviewSession
    transcript: Transcript


async def read(core: Core, operation: Operation) -> Material | None:
    """Everything at one moment; None when the session is gone."""
    async with core.database.snapshot() as session:
        interview = await sessions.by_id(session, operation.session_id)
        if interview is None:
            return None
        resume = await resumes.of(session, interview.owner_id)
        said = await sessions.messages(session, interview.id)
    facts = PostingFacts.model_validate(interview.posting).model_dump()
    transcript = Transcript(
        posting=Posting(**facts | {"tech_stack": tuple(facts["tech_stack"])}),
        resume=resume.content if resume else None,
        messages=tuple(Message(m.id, cast(MessageType, m.type), m.content) for m in said),
    )
    return Material(interview, transcript)


def cost(usage: Usage, made_by: str | None) -> Cost:
    price: Decimal | None = usage.cost_usd
    return Cost(
        made_by,
        usage.requests,
        usage.input_tokens,
        usage.output_tokens,
        None if price is None else float(price),
    )


def failure(error: AnalysisError) -> CostlyFailureError:
    return CostlyFailureError(error.code, error.message, cost(error.usage, None))
