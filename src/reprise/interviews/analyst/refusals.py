"""Sentences that decline to answer: nothing in them but not knowing."""

from __future__ import annotations

from typing import Final

from reprise.interviews.analyst.lexicon import STOPWORDS
from reprise.interviews.analyst.sentences import split_sentences, words_of
from reprise.interviews.analyst.stems import stem, stems_in

_NOT: Final = frozenset(
    [
        "no",
        "not",
        "nothing",
        "never",
        "none",
        "nope",
        "nobody",
        "neither",
        "cannot",
        "unable",
        "without",
        "sorry",
        "pass",
        "skip",
        "next",
        "rather",
        "blank",
    ]
)
_KNOWING: Final = stems_in(
    """know remember recall answer say idea clue tell think comment mind question skip pass next sorry honest
    honestly example come sure prepare prepared experience blank rather please right now hmm um uh er else
    unfortunately afraid unable help ask topic moment subject"""
)
# So many other words, and the sentence says something after all.
_OTHERS_AT_MOST: Final = 1
# Longer ones must speak of knowing: "it is not here" says something about the work.
_CURT: Final = 4


def without_refusals(text: str) -> str:
    """The other sentences, one a line; unchanged if all are others."""
    sentences = split_sentences(text)
    kept = [sentence for sentence in sentences if not is_refusal(sentence)]
    return text if len(kept) == len(sentences) else "\n".join(kept)


def is_refusal(sentence: str) -> bool:
    words = words_of(sentence)
    said = {stem(word) for word in words if word not in STOPWORDS}
    others = said - _KNOWING
    if _NOT.isdisjoint(words) or len(others) > _OTHERS_AT_MOST:
        return False
    return len(words) <= _CURT or said != others
