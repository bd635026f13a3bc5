"""Following up on an answer that was weak, by what it lacked."""

from __future__ import annotations

from typing import Final

from reprise.interviews.analyst.instructions import without_instructions
from reprise.interviews.analyst.measures import Measures, measure
from reprise.interviews.analyst.sentences import split_sentences
from reprise.interviews.analyst.topic import topic_of
from reprise.interviews.analyst.transcript import QuestionType, Transcript
from reprise.interviews.writer.bank import FOLLOW_UP

_MOST_WORDS: Final = 12


def follow_ups(transcript: Transcript, kind: QuestionType, skill: str) -> list[str]:
    """Questions of type `kind` about the last answer, best first.

    None after a good answer or another follow-up.
    """
    exchanges = transcript.exchanges
    if not exchanges or exchanges[-1].answer is None:
        return []
    last = exchanges[-1]
    answer = without_instructions(exchanges[-1].answer.content)
    lack = _lack(measure(answer, topic_of(transcript.posting, last.question.content)))
    words = _words(answer)
    if lack is None or _is_follow_up(last.question.content):
        return []
    if not words:
        lack = "silence"
    return [text.format(words=words, skill=skill) for text in FOLLOW_UP[lack][kind]]


def _lack(measures: Measures) -> str | None:
    """What to ask for; None when the answer needs no following up."""
    if measures.amount < 0.12 or measures.relevance < 0.03:
        return "silence"
    if measures.specificity < 0.15 or measures.slogans > 0.5:
        return "example"
    if measures.reasons < 0.2:
        return "reasons"
    if measures.results < 0.15:
        return "result"
    return None


def _words(answer: str) -> str:
    """The first words of the answer's longest sentence, as something to take up."""
    longest = max(split_sentences(answer), key=len, default="")
    words = longest.split()
    if len(words) < 3:
        return ""
    cut = " ".join(words[:_MOST_WORDS]).rstrip(".,;:!?")
    return f"{cut} …" if len(words) > _MOST_WORDS else cut


def _is_follow_up(question: str) -> bool:
    """Two in a row would feel like an interrogation."""
    openings = {
        text.partition("{")[0] for kinds in FOLLOW_UP.values() for texts in kinds.values() for text in texts
    } - {""}
    return question.startswith(("“", *openings))
