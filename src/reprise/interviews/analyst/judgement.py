"""What an analyst says of a transcript, and why it may say nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Protocol, get_args
from uuid import UUID

from reprise.core.llm.usage import NO_USAGE, Usage
from reprise.interviews.analyst.transcript import Exchange, Transcript

Dimension = Literal["technical_accuracy", "communication_clarity", "problem_solving", "relevance"]
DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
LONGEST_QUOTE: Final = 300


@dataclass(frozen=True, slots=True)
class Quote:
    """Words cut from the answer `message_id`, in its own letters, that a dimension's judgement rests on."""

    dimension: Dimension
    message_id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """Scores are 0–100. `overall_comments` says who judged; `analyst` is its name for records."""

    technical_accuracy_score: int
    communication_clarity_score: int
    problem_solving_score: int
    relevance_score: int
    technical_feedback: str
    communication_feedback: str
    problem_solving_feedback: str
    relevance_feedback: str
    overall_comments: str
    knowledge_gaps: tuple[str, ...]
    learning_recommendations: tuple[str, ...]
    quotes: tuple[Quote, ...]
    analyst: str
    usage: Usage = NO_USAGE

    @property
    def overall_score(self) -> int:
        """The mean of the four, half up."""
        four = (
            self.technical_accuracy_score,
            self.communication_clarity_score,
            self.problem_solving_score,
            self.relevance_score,
        )
        return (sum(four) + 2) // 4


class AnalysisError(Exception):
    """No analysis, or no question; `message` is a clean sentence that can be stored and shown."""

    def __init__(self, code: str, message: str, *, usage: Usage | None = None, retryable: bool = False):
        super().__init__(message)
        self.code = code
        self.message = message
        self.usage = usage or Usage()
        self.retryable = retryable


class Analyst(Protocol):
    """Judges a transcript; writes nothing anywhere."""

    async def analyse(self, transcript: Transcript) -> Analysis:
        """Raises: AnalysisError."""
        ...


def require_answers(transcript: Transcript) -> list[Exchange]:
    """The answered exchanges. Raises: AnalysisError NO_ANSWERS."""
    answered = [exchange for exchange in transcript.exchanges if exchange.answer]
    if not answered:
        raise AnalysisError(
            "NO_ANSWERS", "This session has no answers, so there is nothing to give feedback on."
        )
    return answered
