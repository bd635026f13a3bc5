"""Words as they are kept for finding prompts, and as a search asks for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, Protocol

from reprise.songs.prompts.models import TERM_LENGTH

_MAX_WORDS: Final = 10
_PARTS: Final = re.compile(r"[^\W_]+")
# Scripts that put no space between words: Thai to Khmer, kana, Chinese characters.
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_LAST: Final = "\U0010ffff"
"""Sorts behind every character that a word holds, in both databases."""

TermField = Literal["word", "style", "mood"]


class Described(Protocol):
    """A prompt, or the columns of one that say what it is."""

    text: str
    style: str | None
    mood: str | None
    key: str | None
    instruments_primary: list[str]
    instruments_secondary: list[str]


class Wanted(NamedTuple):
    """A word that is asked for: itself, and what lies between it and `behind` because it begins with it."""

    word: str
    behind: str | None


def wanted(query: str) -> list[Wanted]:
    """The distinct words of a query, at most ten. One Latin letter is meant as a word, not as a beginning."""
    found = dict.fromkeys(word for raw in _fold(query).split() if (word := _trimmed(raw)[:TERM_LENGTH]))
    return [_range(word) for word in list(found)[:_MAX_WORDS]]


def terms_of(prompt: Described) -> set[tuple[TermField, str]]:
    """All that a prompt is found by: its words, those of its attributes, its style and mood as a whole."""
    texts = [prompt.text, prompt.style, prompt.mood, prompt.key]
    texts += [*prompt.instruments_primary, *prompt.instruments_secondary]
    found: set[tuple[TermField, str]] = {("word", word) for word in _words(filter(None, texts))}
    if prompt.style:
        found.add(("style", whole(prompt.style)))
    if prompt.mood:
        found.add(("mood", whole(prompt.mood)))
    return found


def whole(attribute: str) -> str:
    """A style or a mood as one term, whatever its words."""
    return _fold(attribute)[:TERM_LENGTH]


def _fold(text: str) -> str:
    """Without regard to case and to ways of writing one letter (Unicode NFKC and full case folding)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _words(texts: Iterable[str]) -> Iterator[str]:
    """Each word, and each part of one that is put together: `lo-fi` is found by `lo-fi` and by `fi`."""
    for raw in " ".join(map(_fold, texts)).split():
        word = _trimmed(raw)
        yield word[:TERM_LENGTH]
        for part in _PARTS.findall(word):
            yield part[:TERM_LENGTH]
        for match in _UNSPACED.finditer(word):
            yield word[match.start() :][:TERM_LENGTH]


def _trimmed(word: str) -> str:
    """Without punctuation around it, unless that is all there is; the sharp of a key stays."""
    start, end = 0, len(word)
    while start < end and _is_punctuation(word[start]):
        start += 1
    while end > start and _is_punctuation(word[end - 1]) and word[end - 1] != "#":
        end -= 1
    return word[start:end] or word


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character).startswith("P")


def _range(word: str) -> Wanted:
    return Wanted(word, None if len(word) == 1 and word.isascii() else word + _LAST)
