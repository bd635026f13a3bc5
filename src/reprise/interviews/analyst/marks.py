"""What the sentence gate sees of a sentence: its words, their pairs, who speaks to whom, and of what subject.

The classes are closed ones of English grammar, as in Quirk, Greenbaum, Leech and Svartvik (1985), and the
subjects are those that decide whether an answer is on topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from reprise.interviews.analyst import lexicon
from reprise.interviews.analyst.private_life import PRIVATE_LIFE
from reprise.interviews.analyst.sentences import words_of
from reprise.interviews.analyst.stems import stem
from reprise.interviews.analyst.topic import AT_WORK

_PERSONS: Final = {
    "you": frozenset("you your yours yourself yourselves".split()),
    "me": frozenset("i me my mine myself".split()),
    "we": frozenset("we us our ours ourselves".split()),
    "others": frozenset("he she they him her them his their theirs who".split()),
    "modal": frozenset("will would shall should can could may might must".split()),
}
# Nobody speaks so. Each takes time in proportion to the sentence.
_NOTATIONS: Final = {
    "assignment": re.compile(r"\w ?:?= ?\S"),
    "label": re.compile(r"^\W{0,8}\w[\w-]*(?: [\w.-]+){0,2}: |^\W{0,8}[A-Z]{3,}\b|^\W{0,8}\[[^\]]*\]"),
    "colon": re.compile(r"\w ?: ?\w"),
    "bracket": re.compile(r"[{}<>|_#$\]]|\w\(|::|>>|--|\*\*"),
}
_FOREIGN: Final = re.compile(r"[^\x00-\x7f‘’“”…–—€£°½²³µ×§]")


def marks(sentence: str) -> frozenset[str]:
    """The names of all that is there; a word is its stem, everything else begins with a star."""
    words = words_of(sentence)
    plain = [_plain(word) for word in words]
    content = frozenset(stem(word) for word in words if word not in lexicon.STOPWORDS and len(word) > 1)
    return frozenset(
        (
            *plain,
            *(f"{one} {other}" for one, other in pairwise(("^", *plain, "$"))),
            *_persons(words),
            *_shape(sentence, words),
            *_subjects(content),
        )
    )


def _plain(word: str) -> str:
    if word[0].isdigit():
        return "#"
    return word if word in lexicon.STOPWORDS else stem(word)


def _persons(words: list[str]) -> Iterator[str]:
    said = frozenset(words)
    there = [name for name, forms in _PERSONS.items() if said & forms]
    yield from (f"*{name}" for name in there)
    if "you" in there and "me" in there:
        yield "*you and me"
    past = sum(is_past(word) for word in words)
    yield f"*past {min(past, 2)}"


def _shape(sentence: str, words: list[str]) -> Iterator[str]:
    end = sentence.rstrip()[-1:]
    yield f"*end {'letter' if end.isalnum() else end}"
    yield f"*length {min(5, len(words) // 4)}"
    for name, form in _NOTATIONS.items():
        found = len(form.findall(sentence))
        if found:
            yield f"*{name}"
        if found > 1:
            yield f"*{name} twice"
    if _FOREIGN.search(sentence):
        yield "*foreign letters"
    if len(words) >= 4:
        function = sum(word in lexicon.STOPWORDS for word in words) / len(words)
        yield f"*function words {min(3, int(function / 0.15))}"


def _subjects(content: frozenset[str]) -> Iterator[str]:
    for name, stems in PRIVATE_LIFE.items():
        found = len(content & stems)
        if found:
            yield f"*private: {name}"
        if found > 1:
            yield f"*private: {name} twice"
    at_work = len(content & AT_WORK)
    yield f"*at work {min(at_work, 4)}"
    if content:
        yield f"*share at work {4 * at_work // len(content)}"


def is_past(word: str) -> bool:
    return word in lexicon.STRONG_PAST or (len(word) > 4 and word.endswith("ed"))
