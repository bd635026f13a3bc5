"""Which sentences of an answer count at all: those that speak of the matter more than of this talk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reprise.interviews.analyst import lexicon
from reprise.interviews.analyst.gate import leaning_of
from reprise.interviews.analyst.instructions import instructions_among
from reprise.interviews.analyst.refusals import is_refusal
from reprise.interviews.analyst.sentences import words_of
from reprise.interviews.analyst.stems import stem
from reprise.interviews.analyst.topic import Topic

# A sentence that leans away from answering by more than this (a logarithm of odds) is left out; each word of
# the question, the posting and their subjects allows for more, up to a few of them.
_LIMIT: Final = 0.3
_NEAR: Final = 0.25
_NEAR_AT_MOST: Final = 4
# Talk of this talk for certain. What stands between two such sentences goes with them unless it leans so far
# to answering. To take along what stands beside one was tried, and took what people had answered.
_CERTAIN: Final = 1.5
_ENCLOSED: Final = -3.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sentences of an answer: those that count, and those that say whether it is on topic."""

    counted: list[str]
    heard: list[str]


def spoken(answer: str, topic: Topic) -> Spoken:
    """In the answer's own letters, without what declines to answer or talks about this talk."""
    judged = instructions_among(answer)
    sentences = [sentence for sentence, _ in judged]
    away = [_away(sentence, topic) for sentence, _ in judged]
    certain = [instruction or _talks(sentence, topic) > _CERTAIN for sentence, instruction in judged]
    out = _left_out(away, certain)
    counted = [
        sentence
        for sentence, left in zip(sentences, out, strict=True)
        if not left and not is_refusal(sentence)
    ]
    heard = [
        sentence
        for (sentence, instruction), left in zip(judged, out, strict=True)
        if not instruction and not is_refusal(sentence) and (not left or _chats(sentence))
    ]
    return Spoken(counted, heard)


def _left_out(away: list[float], certain: list[bool]) -> list[bool]:
    enclosed = [
        any(certain[max(0, place - 2) : place]) and any(certain[place + 1 : place + 3])
        for place in range(len(certain))
    ]
    return [
        value > 0 or sure or (between and value > _ENCLOSED)
        for value, sure, between in zip(away, certain, enclosed, strict=True)
    ]


def _away(sentence: str, topic: Topic) -> float:
    return leaning_of(sentence).away - _LIMIT - _NEAR * _near(sentence, topic)


def _talks(sentence: str, topic: Topic) -> float:
    return leaning_of(sentence).talk - _NEAR * _near(sentence, topic)


def _near(sentence: str, topic: Topic) -> int:
    words = words_of(sentence)
    said = frozenset(stem(word) for word in words if word not in lexicon.STOPWORDS and len(word) > 1)
    return min(_NEAR_AT_MOST, len(topic.near(said)))


def _chats(sentence: str) -> bool:
    """Of private life, which says that an answer is off topic."""
    leaning = leaning_of(sentence)
    return leaning.chatter > leaning.talk
