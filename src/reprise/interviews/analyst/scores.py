"""From measures to scores: fixed weights, the same for every profession."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reprise.interviews.analyst.judgement import Dimension
from reprise.interviews.analyst.measures import Measures
from reprise.interviews.analyst.transcript import QuestionType

# How a raw value becomes a score: the top of the scale is reached before every measure is full.
_FULL_AT: Final = 0.9
# From this relevance on an answer is on topic, and the other dimensions count in full.
_ON_TOPIC: Final = 0.55


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """0–1 for each dimension of one answer."""

    technical_accuracy: float
    communication_clarity: float
    problem_solving: float
    relevance: float

    def of(self, dimension: Dimension) -> float:
        value: float = getattr(self, dimension)
        return value


def score_answer(measures: Measures, kind: QuestionType) -> AnswerScores:
    """Nothing earns anything off topic: relevance is a factor of the other three."""
    m = measures
    gate = min(1.0, m.relevance / _ON_TOPIC)
    honest = 1 - 0.3 * m.slogans
    telling = m.story if kind == "behavioral" else 0.5 * m.story + 0.5 * m.steps
    technical = 0.26 * m.amount + 0.30 * m.specificity + 0.24 * m.terms + 0.20 * m.actions
    communication = 0.30 * m.amount + 0.30 * m.clarity + 0.40 * telling
    solving = 0.28 * m.reasons + 0.25 * m.actions + 0.22 * m.results + 0.25 * m.steps
    relevance = m.relevance * (0.35 + 0.65 * m.amount)
    return AnswerScores(
        technical_accuracy=_scaled(technical * gate * honest),
        communication_clarity=_scaled(communication * gate * honest),
        problem_solving=_scaled(solving * gate * honest),
        relevance=_scaled(relevance * honest),
    )


def _scaled(value: float) -> float:
    return max(0.0, min(1.0, value / _FULL_AT))


def mean_score(values: Sequence[float]) -> int:
    """0–100, rounded half up, over all answers' 0–1."""
    return int(100 * sum(values) / len(values) + 0.5)
