"""Whether a question was asked before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reprise.interviews.analyst.sentences import words_of

# Share of common words (Jaccard) from which two questions count as the same one.
_SAME: Final = 0.8


def already_asked(question: str, before: Iterable[str]) -> bool:
    """Case, punctuation and small changes of wording aside."""
    words = frozenset(words_of(question))
    return any(_likeness(words, frozenset(words_of(earlier))) >= _SAME for earlier in before)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    together = one | other
    return len(one & other) / len(together) if together else 1.0


def asked_word_for_word(question: str, before: Iterable[str]) -> bool:
    """Case and punctuation aside; the weaker test, for when only the subject of a template is new."""
    words = words_of(question)
    return any(words == words_of(earlier) for earlier in before)
