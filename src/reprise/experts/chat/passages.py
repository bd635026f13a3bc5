"""The passage of a profile that says most of what was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reprise.core.kept import Kept
from reprise.experts.chat.addresses import without_addresses
from reprise.experts.directory.entries import Entry
from reprise.experts.retrieval.terms import term_of, words_of

MAX_PASSAGE: Final = 280
# Characters of profiles, each of which takes about seven bytes, and what stands for a profile without any.
_MOST_KEPT: Final = 4_000_000
_EACH: Final = 100
_MOST_WORDS: Final = 50_000

TermAndWord = tuple[str, str]
Sentences = Sequence[tuple[str, Sequence[TermAndWord]]]
"""Each with its different terms, and the word by which each stands there first."""
Texts = tuple[tuple[str | None, ...], str | None]

_read_before: Final[Kept[Texts, Sentences]] = Kept(_MOST_KEPT)
_SENTENCE: Final = re.compile(r"[^.!?\n。！？]*(?:[.!?](?=\S)[^.!?\n。！？]*)*[.!?。！？]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """`words` are the words of it that the question has too, as they stand in the profile."""

    text: str
    words: tuple[str, ...]


def best_passage(expert: Entry, terms: Sequence[str]) -> Passage | None:
    """None for a profile without any text."""
    wanted = frozenset(terms)
    best: tuple[str, list[str]] | None = None
    for text, words in _read(expert):
        shared = [word for term, word in words if term in wanted]
        if best is None or len(shared) > len(best[1]):
            best = text, shared
    return None if best is None else Passage(shortened(best[0]), tuple(best[1]))


def _read(expert: Entry) -> Sentences:
    """Kept by what is in it, for those who are found often: reading took longer than searching."""
    tags = ", ".join(expert.tags or ())
    # What the expert wrote in sentences first: of equals it says most to people.
    texts = (expert.bio, expert.job_title, tags, expert.category)
    key = (texts, expert.profile_url)
    known = _read_before.get(key)
    if known is None:
        plain = (without_addresses(text or "", expert.profile_url) for text in texts)
        known = [(sentence, _words(sentence)) for text in plain for sentence in sentences(text)]
        _read_before.keep(key, known, sum(len(text or "") for text in texts) + _EACH)
    return known


def _words(text: str) -> Sequence[TermAndWord]:
    first: dict[str, TermAndWord] = {}
    for word in words_of(text):
        pair = _with_its_term(word)
        if pair is not None:
            first.setdefault(pair[0], pair)
    return tuple(first.values())


@lru_cache(maxsize=_MOST_WORDS)
def _with_its_term(word: str) -> TermAndWord | None:
    """One and the same for all profiles: a word of its own for each took ten times the room."""
    term = term_of(word)
    return None if term is None else (term, word)


def sentences(text: str) -> list[str]:
    found = (" ".join(match[0].split()) for match in _SENTENCE.finditer(text))
    return [sentence for sentence in found if any(character.isalnum() for character in sentence)]


def shortened(text: str) -> str:
    """At most so long that it is read at a glance, cut between words."""
    if len(text) <= MAX_PASSAGE:
        return text
    return text[:MAX_PASSAGE].rpartition(" ")[0].rstrip(",;:–-") + " …"
