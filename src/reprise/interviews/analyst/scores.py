"""From measures to scores: fixed weights, the same for every profession."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reprise.interviews.analyst.judgement import Dimension
from reprise.interviews.analyst.measures import Measures
from reprise.interviews.analyst.transcript import QuestionType

# Each dimension is drawn towards what all measures say together: one measure alone is a weak witness, and the
# best estimate from a weak witness lies nearer to the mean (Kelley 1927).
_SHARED: Final = 0.6
_TOP: Final = 0.75
_FLATTER: Final = 0.6


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
    """Nothing earns anything off topic: relevance is a factor of all."""
    m = measures
    telling = m.story if kind == "behavioral" else m.steps
    shared = (
        0.48 * m.amount
        + 0.24 * m.terms
        + 0.08 * m.specificity
        + 0.10 * (m.reasons + m.steps) / 2
        + 0.10 * m.actions
    )
    own = (
        0.40 * m.terms + 0.35 * m.amount + 0.25 * m.specificity,
        0.50 * m.amount + 0.25 * m.clarity + 0.25 * telling,
        0.45 * m.amount + 0.30 * m.reasons + 0.15 * m.results + 0.10 * m.actions,
        0.40 * m.terms + 0.60 * m.amount,
    )
    factor = m.relevance * (1 - 0.25 * m.slogans)
    return AnswerScores(*(_evened(factor * (_SHARED * shared + (1 - _SHARED) * one)) for one in own))


def _evened(value: float) -> float:
    """The top of the scale is flatter: between two good answers, counting words says little."""
    return value if value < _TOP else _TOP + _FLATTER * (value - _TOP)


def mean_score(values: Sequence[float]) -> int:
    """0–100, rounded half up, over all answers' 0–1."""
    return int(100 * sum(values) / len(values) + 0.5)
