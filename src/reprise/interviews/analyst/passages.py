"""The sentence of an answer that shows most of what a dimension asks for: the one to quote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reprise.interviews.analyst.instructions import own_sentences
from reprise.interviews.analyst.judgement import DIMENSIONS, LONGEST_QUOTE, Dimension, Quote
from reprise.interviews.analyst.measures import Measures, measure
from reprise.interviews.analyst.topic import topic_of
from reprise.interviews.analyst.transcript import Exchange, Posting

_SHOWS: Final[dict[Dimension, Callable[[Measures], float]]] = {
    "technical_accuracy": lambda m: m.specificity + m.terms + m.amount,
    "communication_clarity": lambda m: m.story + m.clarity * m.amount,
    "problem_solving": lambda m: m.reasons + m.actions + m.results,
    "relevance": lambda m: m.relevance + m.terms,
}


def quotes(exchanges: list[Exchange], posting: Posting) -> tuple[Quote, ...]:
    """For every dimension the passage of each answer that speaks most for it.

    None that speaks to the grader.
    """
    measured = [(exchange.answer, _measured(exchange, posting)) for exchange in exchanges]
    return tuple(
        Quote(dimension, answer.id, _best(sentences, dimension))
        for dimension in DIMENSIONS
        for answer, sentences in measured
        if answer and sentences
    )


def _measured(exchange: Exchange, posting: Posting) -> dict[str, Measures]:
    topic = topic_of(posting, exchange.question.content)
    answer = exchange.answer.content if exchange.answer else ""
    return {sentence: measure(sentence, topic) for sentence in own_sentences(answer)}


def _best(sentences: dict[str, Measures], dimension: Dimension) -> str:
    best = max(sentences, key=lambda sentence: _SHOWS[dimension](sentences[sentence]))
    if len(best) <= LONGEST_QUOTE:
        return best
    return best[:LONGEST_QUOTE].rpartition(" ")[0] or best[:LONGEST_QUOTE]
