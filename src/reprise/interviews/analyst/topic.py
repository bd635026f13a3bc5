"""What an answer should be about: the question, the posting and the field of work they belong to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reprise.interviews.analyst.lexicon import STOPWORDS
from reprise.interviews.analyst.professions import FIELDS, WORKPLACE
from reprise.interviews.analyst.sentences import words_of
from reprise.interviews.analyst.stems import stem, stems_in
from reprise.interviews.analyst.transcript import Posting

# Words that questions of any topic are made of.
_ASKING: Final = stems_in(
    """tell describe time give example would you do how what when why explain talk about person day week
    month year moment again
    happen need really find out decide respond work look situation experience already become new next last
    full same few"""
)
_FIELDS_AT_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Hits:
    """Distinct topical words of an answer.

    `weight` counts them by how near they are to the question, `terms` those of the posting and the field.
    """

    weight: float
    terms: int

    def relevance(self, content_words: int) -> float:
        """0–1. Accidental hits in a long answer are few for its length; a short answer needs few."""
        if not content_words:
            return 0.0
        many = 1 - math.exp(-max(0.0, self.weight - 0.6) / 5)
        dense = 1 - math.exp(-(self.weight / content_words) / 0.08)
        return many * dense


@dataclass(frozen=True, slots=True)
class Topic:
    """Stems of the question, of the posting, and of the fields of work that both point to."""

    question: frozenset[str]
    posting: frozenset[str]
    field: frozenset[str]

    def hits(self, content: set[str]) -> Hits:
        question = content & self.question
        posting = (content & self.posting) - question
        field = (content & self.field) - question - posting
        workplace = (content & WORKPLACE) - question - posting - field
        weight = 1.2 * len(question) + 0.9 * len(posting) + 0.8 * len(field) + 0.25 * len(workplace)
        return Hits(weight, len(posting) + len(field) + len(question) // 2)


@lru_cache(maxsize=256)
def topic_of(posting: Posting, question: str) -> Topic:
    asked = _content(question)
    wanted = _content(" ".join((posting.title, posting.description, *posting.tech_stack)))
    return Topic(asked, wanted, _field(wanted, asked))


def fields_of(posting: Posting) -> list[str]:
    """Names of the fields of work that the posting belongs to, nearest first.

    None if it uses the words of none.
    """
    wanted = _content(" ".join((posting.title, posting.description, *posting.tech_stack)))
    return _nearest(wanted, frozenset())


def _nearest(wanted: frozenset[str], asked: frozenset[str]) -> list[str]:
    """One or two common words are chance."""
    nearness = {name: len(words & wanted) + len(words & asked) for name, words in FIELDS.items()}
    best = sorted(
        (name for name in nearness if nearness[name] >= 3), key=lambda name: (-nearness[name], name)
    )
    return [name for name in best[:_FIELDS_AT_MOST] if nearness[name] >= nearness[best[0]] / 2]


def _field(wanted: frozenset[str], asked: frozenset[str]) -> frozenset[str]:
    return frozenset[str]().union(*(FIELDS[name] for name in _nearest(wanted, asked)))


def _content(text: str) -> frozenset[str]:
    return (
        frozenset(stem(word) for word in words_of(text) if word not in STOPWORDS and len(word) > 1) - _ASKING
    )
