"""The offline analyst: the same transcript always gets the same analysis."""

from __future__ import annotations

import asyncio

from reprise.interviews.analyst import advice
from reprise.interviews.analyst.advice import Judged
from reprise.interviews.analyst.gaps import knowledge_gaps
from reprise.interviews.analyst.instructions import without_instructions
from reprise.interviews.analyst.judgement import (
    DIMENSIONS,
    Analysis,
    AnalysisError,
    Dimension,
    require_answers,
)
from reprise.interviews.analyst.language import is_english
from reprise.interviews.analyst.measures import leaning, measure
from reprise.interviews.analyst.passages import quotes
from reprise.interviews.analyst.scores import mean_score, score_answer
from reprise.interviews.analyst.topic import topic_of
from reprise.interviews.analyst.transcript import Exchange, Posting, Transcript


class RubricAnalyst:
    """Method, sources and limits: docs/interviews-method.md."""

    async def analyse(self, transcript: Transcript) -> Analysis:
        return await asyncio.to_thread(self.judge, transcript)

    def judge(self, transcript: Transcript) -> Analysis:
        """Raises: AnalysisError NO_ANSWERS or LANGUAGE_NOT_SUPPORTED."""
        answered = require_answers(transcript)
        if not is_english([without_instructions(answer.content) for answer in transcript.answers]):
            raise AnalysisError(
                "LANGUAGE_NOT_SUPPORTED",
                "The offline analyst reads English only, and these answers seem to be in another language.",
            )
        return _analysis(transcript, answered)


def _analysis(transcript: Transcript, answered: list[Exchange]) -> Analysis:
    judged = _judged(answered, transcript.posting)
    found = quotes(answered, transcript.posting)
    gaps = knowledge_gaps(transcript)
    scores = {dimension: _mean(judged, dimension) for dimension in DIMENSIONS}
    texts = {
        dimension: advice.feedback(dimension, scores[dimension], judged, found) for dimension in DIMENSIONS
    }
    return Analysis(
        technical_accuracy_score=scores["technical_accuracy"],
        communication_clarity_score=scores["communication_clarity"],
        problem_solving_score=scores["problem_solving"],
        relevance_score=scores["relevance"],
        technical_feedback=texts["technical_accuracy"],
        communication_feedback=texts["communication_clarity"],
        problem_solving_feedback=texts["problem_solving"],
        relevance_feedback=texts["relevance"],
        overall_comments=advice.overall((sum(scores.values()) + 2) // 4, judged, gaps),
        knowledge_gaps=gaps,
        learning_recommendations=advice.recommendations(judged, gaps),
        quotes=found,
        analyst=advice.NAME,
    )


def _judged(answered: list[Exchange], posting: Posting) -> list[Judged]:
    answers = [
        (exchange.answer.content if exchange.answer else "", exchange.question) for exchange in answered
    ]
    topics = [topic_of(posting, question.content) for _, question in answers]
    leanings = [leaning(answer, topic) for (answer, _), topic in zip(answers, topics, strict=True)]
    judged = []
    for index, (answer, question) in enumerate(answers):
        measures = measure(answer, topics[index], leanings[:index] + leanings[index + 1 :])
        kind = "technical" if question.type == "answer" else question.type
        judged.append(Judged(answered[index], measures, score_answer(measures, kind)))
    return judged


def _mean(judged: list[Judged], dimension: Dimension) -> int:
    return mean_score([one.scores.of(dimension) for one in judged])
