"""Texts as the terms that are looked up: folded, stemmed, without words that say nothing of a subject."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from reprise.experts.retrieval.stop_words import EVERYDAY, FRAMING, FUNCTION_WORDS

# A word, with what makes a name of it: C++, C#, .NET, Node.js.
_WORD: Final = re.compile(r"\.net\b|[^\W_]+(?:\+\+|#|\.js\b)?(?:['’][^\W_]+)?")
_MARKS: Final = re.compile("[\u0300-\u036f]")
_STEMMED_WORDS: Final = 200_000


def words_of(text: str) -> list[str]:
    """Lower case, without accents and possessives; scripts without spaces come as one word."""
    plain = text.lower() if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return _WORD.findall(plain)


def term_of(word: str) -> str | None:
    """The term of a word; None for one of grammar."""
    word = word.replace("’", "'")
    return None if word in FUNCTION_WORDS else stem(word)


def terms_of(text: str) -> list[str]:
    """The terms of a text, in their order, each as often as it stands there."""
    return [term for term in map(term_of, words_of(text)) if term is not None]


def informative_terms(query: str) -> list[str]:
    """The different terms of a question that say what it is about, in their order.

    Words of politeness and of asking do not count.
    """
    told = (term_of(word) for word in words_of(query) if word not in FRAMING)
    return list(dict.fromkeys(term for term in told if term is not None))


def is_everyday(term: str) -> bool:
    """Whether it may stand in any text, like numbers and words of time."""
    return term in _everyday_terms() or term.isdigit()


@lru_cache(maxsize=1)
def _everyday_terms() -> frozenset[str]:
    return frozenset(stem(word) for word in EVERYDAY)


class _Stemmers(threading.local):
    """Snowball's for English; terms of other languages are only cut where they look English.

    One for each thread: it keeps the word in itself while it cuts, so two threads would cut each other's.
    """

    def __init__(self) -> None:
        import snowballstemmer

        self.stem: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord


@lru_cache(maxsize=1)
def _stemmers() -> _Stemmers:
    return _Stemmers()


def stem(word: str) -> str:
    word = word.partition("'")[0]
    return cut(word) if len(word) > 3 and word.isascii() and word.isalpha() else word


@lru_cache(maxsize=_STEMMED_WORDS)
def cut(word: str) -> str:
    """Only of words that can be cut: numbers and the like would drive them out of what is kept."""
    return _stemmers().stem(word)
