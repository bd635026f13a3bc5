"""Finding a quote in the answers, case, space and punctuation aside."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from reprise.interviews.analyst.judgement import LONGEST_QUOTE


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a text, folded; `places[i]` is where the i-th came from."""

    folded: str
    places: list[int]


def find_quote(answer: str, quote: str) -> str | None:
    """The passage of `answer` that `quote` repeats, in the answer's own letters; None if it was never said.

    A passage begins and ends with whole words and has at most `LONGEST_QUOTE` characters (longer ones are
    cut).
    """
    said, wanted = _letters(answer), _letters(quote).folded
    start = said.folded.find(wanted) if wanted else -1
    while start >= 0:
        first, last = said.places[start], said.places[start + len(wanted) - 1]
        if _whole_words(answer, first, last):
            return _shortened(answer[first : last + 1])
        start = said.folded.find(wanted, start + 1)
    return None


def _letters(text: str) -> _Letters:
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKC", character).casefold():
            if letter.isalnum():
                folded.append(letter)
                places.append(place)
    return _Letters("".join(folded), places)


def _whole_words(text: str, first: int, last: int) -> bool:
    before, after = text[first - 1 : first], text[last + 1 : last + 2]
    return not before.isalnum() and not after.isalnum()


def _shortened(passage: str) -> str:
    if len(passage) <= LONGEST_QUOTE:
        return passage
    return passage[:LONGEST_QUOTE].rpartition(" ")[0] or passage[:LONGEST_QUOTE]
