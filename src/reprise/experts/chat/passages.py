"""The passage of a profile that says most of what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reprise.experts.chat.addresses import without_addresses
from reprise.experts.directory.entries import Entry
from reprise.experts.retrieval.terms import term_of, words_of

MAX_PASSAGE: Final = 280
_SENTENCE: Final = re.compile(r"[^.!?\n。！？]*(?:[.!?](?=\S)[^.!?\n。！？]*)*[.!?。！？]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """`words` are the words of it that the question has too, as they stand in the profile."""

    text: str
    words: tuple[str, ...]


def best_passage(expert: Entry, terms: Sequence[str]) -> Passage | None:
    """None for a profile without any text."""
    wanted = frozenset(terms)
    best: Passage | None = None
    for text in _texts(expert):
        passage = Passage(shortened(text), _shared_words(text, wanted))
        if best is None or len(passage.words) > len(best.words):
            best = passage
    return best


def _texts(expert: Entry) -> Iterator[str]:
    """What the expert wrote in sentences first: of equals it says most to people."""
    for text in (expert.bio, expert.job_title, ", ".join(expert.tags or ()), expert.category):
        yield from sentences(without_addresses(text or "", expert.profile_url))


def sentences(text: str) -> list[str]:
    found = (" ".join(match[0].split()) for match in _SENTENCE.finditer(text))
    return [sentence for sentence in found if any(character.isalnum() for character in sentence)]


def _shared_words(text: str, wanted: frozenset[str]) -> tuple[str, ...]:
    shared: dict[str, str] = {}
    for word in words_of(text):
        term = term_of(word)
        if term is not None and term in wanted:
            shared.setdefault(term, word)
    return tuple(shared.values())


def shortened(text: str) -> str:
    """At most so long that it is read at a glance, cut between words."""
    if len(text) <= MAX_PASSAGE:
        return text
    return text[:MAX_PASSAGE].rpartition(" ")[0].rstrip(",;:–-") + " …"
