"""What a report says, before it takes a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reprise.core.db import iso
from reprise.interviews.feedback.models import Dimension
from reprise.interviews.feedback.schemas import InterviewFeedbackResponse
from reprise.interviews.postings.schemas import PostingFacts
from reprise.interviews.sessions.models import InterviewSession
from reprise.interviews.sessions.schemas import MessageOut

NO_FEEDBACK: Final = "There is no feedback on this session yet."
_TITLES: Final[dict[Dimension, str]] = {
    "technical_accuracy": "Technical accuracy",
    "communication_clarity": "Communication",
    "problem_solving": "Problem solving",
    "relevance": "Relevance",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One dimension: its score of 100, what was said about it, and the words that rests on."""

    title: str
    score: int
    text: str
    quotes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    facts: Sequence[tuple[str, str]]
    overall: int | None
    comments: str
    judgements: Sequence[Judgement]
    gaps: Sequence[str]
    recommendations: Sequence[str]
    transcript: Sequence[MessageOut]


def compose(
    interview: InterviewSession,
    messages: Sequence[MessageOut],
    feedback: InterviewFeedbackResponse | None,
) -> Document:
    return Document(
        title=f"Interview practice: {interview.role}",
        facts=_facts(interview, feedback),
        overall=feedback.overall_score if feedback else None,
        comments=(feedback.overall_comments or "") if feedback else NO_FEEDBACK,
        judgements=_judgements(feedback) if feedback else [],
        gaps=feedback.knowledge_gaps if feedback else [],
        recommendations=feedback.learning_recommendations if feedback else [],
        transcript=messages,
    )


def _facts(interview: InterviewSession, feedback: InterviewFeedbackResponse | None) -> list[tuple[str, str]]:
    company = PostingFacts.model_validate(interview.posting).company
    facts = [
        ("Company", company),
        ("Attempt", str(interview.attempt)),
        ("Status", interview.status),
        ("Started", iso(interview.created_at)),
        ("Completed", iso(interview.completed_at)),
        ("Judged by", feedback.analyst if feedback else None),
    ]
    return [(name, value) for name, value in facts if value]


def _judgements(feedback: InterviewFeedbackResponse) -> list[Judgement]:
    texts: dict[Dimension, tuple[int, str]] = {
        "technical_accuracy": (feedback.technical_accuracy_score, feedback.technical_feedback),
        "communication_clarity": (feedback.communication_clarity_score, feedback.communication_feedback),
        "problem_solving": (feedback.problem_solving_score, feedback.problem_solving_feedback),
        "relevance": (feedback.relevance_score, feedback.relevance_feedback),
    }
    return [
        Judgement(
            _TITLES[dimension],
            score,
            text,
            [quote.text for quote in feedback.quotes if quote.dimension == dimension],
        )
        for dimension, (score, text) in texts.items()
    ]
