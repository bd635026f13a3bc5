"""What is said to the person: what was there, where it was missing, and how to do better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reprise.interviews.analyst.judgement import Dimension, Quote
from reprise.interviews.analyst.measures import Measures
from reprise.interviews.analyst.scores import AnswerScores
from reprise.interviews.analyst.transcript import Exchange

NAME: Final = "rubric-4"
_SHORT: Final = 90

DISCLAIMER: Final = (
    "This feedback comes from the offline rubric, not from a person or a language model. It counts what "
    "can be counted in your "
    "words: structure, detail, reasons, results, clarity, and how close they are to the question and the "
    "posting. It does not know "
    "whether a fact is right, it reads English only, and it is for practice, not for deciding about anybody."
)

# What is missing when a measure is low, weakest first in the text, and what to do about it.
_ADVICE: Final[dict[Dimension, dict[str, str]]] = {
    "technical_accuracy": {
        "amount": "Say more: two or three sentences on how you would really do it.",
        "specificity": "Name figures, tools and places: how many, how long, which one.",
        "terms": "Use the terms of the job, and say what you do with each of them.",
        "actions": "Say what you did yourself, step by step, instead of what one should do.",
    },
    "communication_clarity": {
        "story": "Give the answer a frame: the situation, your task, what you did, and how it ended.",
        "steps": "Put the steps in order: first, then, finally.",
        "clarity": "Keep to short whole sentences and leave out filler words.",
        "amount": "An answer of half a minute to two minutes gives others something to follow.",
    },
    "problem_solving": {
        "reasons": "Say why: the cause you found, the alternative you left aside, the price you accepted.",
        "results": "End with what came of it, with a figure if there is one, and what you learned.",
        "steps": "Walk through your approach in order, including how you would notice that it does not work.",
        "actions": "Name the single actions; verbs such as measured, called, compared, changed make them "
        "visible.",
    },
    "relevance": {
        "relevance": "Take up the words of the question in your first sentence, and stay with it.",
        "terms": "Connect the answer to what the posting asks for.",
        "slogans": "Replace general statements about yourself by one thing that happened.",
    },
}
_STRENGTH: Final[dict[Dimension, str]] = {
    "technical_accuracy": "concrete detail",
    "communication_clarity": "structure and clarity",
    "problem_solving": "reasoning",
    "relevance": "connection to the question and the posting",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One exchange with its measures and its scores."""

    exchange: Exchange
    measures: Measures
    scores: AnswerScores


def feedback(dimension: Dimension, score: int, judged: Sequence[Judged], quotes: Sequence[Quote]) -> str:
    """Two to five sentences: the level, the best passage, the weakest answer and what it lacks."""
    best = max(judged, key=lambda one: one.scores.of(dimension))
    weakest = min(judged, key=lambda one: one.scores.of(dimension))
    passage = _passage(dimension, best, quotes)
    return " ".join((_level(dimension, score), _praise(score, passage), _lack(dimension, weakest)))


def _level(dimension: Dimension, score: int) -> str:
    what = _STRENGTH[dimension]
    if score >= 75:
        return f"Your answers show much {what}."
    if score >= 50:
        return f"Your answers show {what}, with room for more."
    if score >= 20:
        return f"There is only some {what} in your answers."
    return f"There is hardly any {what} in your answers."


def _passage(dimension: Dimension, best: Judged, quotes: Sequence[Quote]) -> str | None:
    answer = best.exchange.answer
    own = (
        quote for quote in quotes if quote.dimension == dimension and answer and quote.message_id == answer.id
    )
    return next((quote.text for quote in own), None)


def _praise(score: int, passage: str | None) -> str:
    if passage is None:
        return "There was nothing in the answers to rest a judgement on."
    found = "The clearest passage was" if score >= 35 else "The most that could be found was"
    return f"{found}: “{passage}”"


def _lack(dimension: Dimension, weakest: Judged) -> str:
    question = _shortened(weakest.exchange.question.content)
    advice = [text for name, text in _ADVICE[dimension].items() if _is_weak(name, weakest.measures)]
    if not advice:
        return f"If you polish one answer further, take this one: “{question}”"
    return f"Least of it came up here: “{question}” " + " ".join(advice[:2])


def _is_weak(name: str, measures: Measures) -> bool:
    value: float = getattr(measures, name)
    return value > 0.4 if name == "slogans" else value < 0.55


def overall(score: int, judged: Sequence[Judged], gaps: Sequence[str]) -> str:
    level = (
        "This was a strong practice interview."
        if score >= 75
        else "This is a sound basis to build on."
        if score >= 50
        else "There is much to win here."
        if score >= 15
        else "There was too little in the answers to judge, or they were about something else."
    )
    off_topic = [one for one in judged if one.measures.relevance < 0.1]
    aside = f" {len(off_topic)} of {len(judged)} answers did not speak to the question." if off_topic else ""
    missing = f" Of what the posting asks for, {gaps[0]} did not come up." if gaps else ""
    return f"{level}{aside}{missing}\n\n{DISCLAIMER}"


_LESSONS: Final[dict[str, str]] = {
    "story": "Write down three stories from your work as situation, task, action and result (STAR), and "
    "tell each in ninety seconds.",
    "results": "For each of your stories, look up one figure that shows what changed: time, money, "
    "errors, satisfaction.",
    "reasons": "Practise saying one alternative and one drawback for every decision you describe.",
    "specificity": "Go through your answers and replace every general word by a name, a number or an "
    "example.",
    "relevance": "Before answering, repeat the question in your own words, then answer it in one "
    "sentence, then give the example.",
    "clarity": "Record an answer, listen to it, and count fillers and sentences you would not write.",
    "amount": "Prepare a two-minute answer to each question of this session, and try the session again.",
}


def recommendations(judged: Sequence[Judged], gaps: Sequence[str]) -> tuple[str, ...]:
    """The lessons for the weakest measures, then what to prepare from the posting; at most five."""
    means = {name: sum(getattr(one.measures, name) for one in judged) / len(judged) for name in _LESSONS}
    weak = sorted((name for name in means if means[name] < 0.6), key=lambda name: means[name])[:3]
    prepare = [f"Prepare an example that shows your experience with {gap}." for gap in gaps[:2]]
    found = [*(_LESSONS[name] for name in weak), *prepare]
    return tuple(found) or ("Try the session again with less time, and keep the detail.",)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[:_SHORT].rpartition(" ")[0] + " …"
