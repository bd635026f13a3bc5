"""Which sentences of an answer count at all: those that speak of the matter more than of this talk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reprise.interviews.analyst import lexicon
from reprise.interviews.analyst.gate import leaning_of
from reprise.interviews.analyst.instructions import own_sentences
from reprise.interviews.analyst.refusals import is_refusal
from reprise.interviews.analyst.sentences import words_of
from reprise.interviews.analyst.stems import stem
from reprise.interviews.analyst.topic import Topic

# A sentence that leans away from answering by more than this (a logarithm of odds) is left out; each word of
# the question, the posting and their subjects allows for more, up to a few of them.
_LIMIT: Final = 0.3
_NEAR: Final = 0.25
_NEAR_AT_MOST: Final = 4
# A sentence that is left out still says whether the answer is on topic, unless it leans to talk of this talk
# by so much more than to chatter.
_TALK: Final = 2.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sentences of an answer: those that count, and those that say whether it is on topic."""

    counted: list[str]
    heard: list[str]


def spoken(answer: str, topic: Topic) -> Spoken:
    """In the answer's own letters, without what declines to answer or talks about this talk.

    Each sentence is judged by itself: what stands beside it must not change whether it counts.
    """
    own = [sentence for sentence in own_sentences(answer) if not is_refusal(sentence)]
    counted = [sentence for sentence in own if _answers(sentence, topic)]
    heard = [sentence for sentence in own if _answers(sentence, topic) or not _talks(sentence)]
    return Spoken(counted, heard)


def _answers(sentence: str, topic: Topic) -> bool:
    return leaning_of(sentence).away < _LIMIT + _NEAR * _near(sentence, topic)


def _talks(sentence: str) -> bool:
    leaning = leaning_of(sentence)
    return leaning.talk - leaning.chatter > _TALK


def _near(sentence: str, topic: Topic) -> int:
    words = words_of(sentence)
    said = frozenset(stem(word) for word in words if word not in lexicon.STOPWORDS and len(word) > 1)
    return min(_NEAR_AT_MOST, len(topic.near(said)))


def _chats(sentence: str) -> bool:
    """Of private life, which says that an answer is off topic."""
    leaning = leaning_of(sentence)
    return leaning.chatter > leaning.talk
