"""Sessions as their owners see them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import utcnow
from reprise.interviews.postings.schemas import PostingFacts
from reprise.interviews.sessions import clock, read_repository
from reprise.interviews.sessions.models import InterviewSession
from reprise.interviews.sessions.read_repository import Tally
from reprise.interviews.sessions.schemas import InterviewSessionOut, MessageOut


async def describe(session: AsyncSession, interview: InterviewSession) -> InterviewSessionOut:
    return (await describe_all(session, [interview]))[0]


async def describe_all(
    session: AsyncSession, interviews: Sequence[InterviewSession]
) -> list[InterviewSessionOut]:
    """In four queries, however many there are."""
    ids = [interview.id for interview in interviews]
    tallies = await read_repository.tallies(session, ids)
    waiting = await read_repository.open_questions(session, ids)
    scores = await read_repository.scores(session, ids)
    now = utcnow()
    described = []
    for interview in interviews:
        tally = tallies.get(interview.id, Tally())
        question = waiting.get(interview.id)
        left = clock.remaining(interview, now)
        described.append(
            InterviewSessionOut(
                **{name: getattr(interview, name) for name in _COLUMNS},
                posting=PostingFacts.model_validate(interview.posting),
                questions_asked=tally.asked,
                questions_answered=tally.answered,
                open_question=MessageOut.model_validate(question) if question else None,
                elapsed_seconds=round(clock.elapsed(interview, now), 1),
                remaining_seconds=None if left is None else round(left, 1),
                time_is_up=left == 0.0,
                overall_score=scores.get(interview.id),
            )
        )
    return described


_COLUMNS = sorted(
    (InterviewSessionOut.model_fields.keys() & {c.key for c in InterviewSession.__table__.columns})
    - {"posting"}
)
