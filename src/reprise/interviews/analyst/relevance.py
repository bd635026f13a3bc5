"""Whether an answer is on topic: taken as such unless something speaks against it.

No list knows the words of every job, so missing words prove nothing. What proves something is talk of
private life, above all when it runs through the whole answer and the others too, and another field of work
whose words fit much better.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# What an answer keeps in which no word is known.
_UNKNOWN: Final = 0.9
# So many near words are enough to be known, and so many more of another field are chance.
_KNOWN: Final = 3.0
_ELSEWHERE: Final = 3
# Counts start from here, because one private word among four shows little; a sentence is worth at most so
# many words, so that full stops left out change little.
_FEW_WORDS: Final = 3
_FEW_SENTENCES: Final = 1
_LONG_SENTENCE: Final = 14
# Leaning at which an answer is as likely off topic as on it, and how steep the change is there.
_EVEN: Final = 1.13
_SLOPE: Final = 0.095
_OTHERS: Final = 0.6
_DOUBT: Final = 0.15


@dataclass(frozen=True, slots=True)
class Hits:
    """Distinct words of an answer by how near they are to the question; `content` counts them all.

    `elsewhere`: how many more words the nearest other field of work has than the question's own.
    `sentences`: of the answer, and `private_sentences` those with a private word.
    """

    question: int
    posting: int
    subject: int
    workplace: int
    private: int
    elsewhere: int
    content: int
    words: int
    sentences: int
    private_sentences: int

    @property
    def near(self) -> int:
        """Words of the question, the posting or their subjects."""
        return self.question + self.posting + self.subject

    @property
    def leaning(self) -> float:
        """Against the answer being on topic: 0 where nothing is known, negative where it is near."""
        words = self.content + _FEW_WORDS
        sentences = max(self.sentences, self.words / _LONG_SENTENCE) + _FEW_SENTENCES
        near = self.question + 0.8 * self.posting + 0.6 * self.subject
        private = self.private / words + 2 * self.private_sentences / sentences
        return (
            private + (8 * max(0, self.elsewhere - _ELSEWHERE) - 0.8 * near - 0.15 * self.workplace) / words
        )

    def relevance(self, others: Sequence[float]) -> float:
        """0–1. `others`: how the session's other answers lean: people rarely leave the topic just once."""
        beside = _OTHERS * sum(others) / len(others) if others else 0.0
        off = 1 / (1 + math.exp(min(50.0, (_EVEN - self.leaning - beside) / _SLOPE)))
        known = min(1.0, (self.near + 0.4 * self.workplace) / _KNOWN)
        return _settled(1 - off) * (_UNKNOWN + (1 - _UNKNOWN) * known)

    @property
    def unknown(self) -> int:
        """Words with content that no list near the question knows."""
        return self.content - self.near - self.workplace - self.private


def _settled(on: float) -> float:
    """Nearly sure is sure: what is said besides then changes nothing."""
    return min(1.0, max(0.0, (on - _DOUBT) / (1 - 2 * _DOUBT)))
