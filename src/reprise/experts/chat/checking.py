"""What of a model's words may be shown: nothing that names, counts or links what it was not given.

A word with a capital letter that stands neither at the beginning of a sentence nor in the material is taken
for a made-up name, a number that is not in the material for a made-up fact. So is a word in letters that have
no case: which of them is a name nobody can tell. Languages that write so, or every noun with a capital, lose
sentences by this; then the answer is quoted from the profiles, which is never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from reprise.experts.chat.addresses import without_addresses
from reprise.experts.chat.passages import sentences
from reprise.experts.directory.entries import Entry
from reprise.experts.retrieval.stop_words import EVERYDAY, FRAMING, FUNCTION_WORDS
from reprise.experts.retrieval.terms import words_of

_WORD: Final = re.compile(r"[^\W_]+(?:['’.+#-][^\W_]+)*")
# How sentences about people begin, besides everyday words.
_BEGINNINGS: Final = frozenset(
    """
    additionally alternatively based besides choose combined combining consider depending experienced fits
    focuses focused focusing further furthermore given however likewise moreover overall regarding start
    together unlike
    """.split()
)
# Everyday words that are people's names as well: "Mark fits best" would name somebody.
_NAMES: Final = frozenset(
    """
    april august black brown carry english frank grace grant green guy hope hunter jack joy june long mark may
    page pat rich rob rose short summer sue white will winter young
    """.split()
)
_PLAIN: Final = (FUNCTION_WORDS | FRAMING | EVERYDAY | _BEGINNINGS) - _NAMES


class Material:
    """Everything that a model was given, as what its words are held against."""

    def __init__(self, said: Iterable[str], profiles: Iterable[str], experts: Sequence[Entry]) -> None:
        """`said` is the visitor's, who may name things that no profile holds, but no people."""
        self._profile_words = {word for text in profiles for word in words_of(text)}
        self._words = self._profile_words | {word for text in said for word in words_of(text)}
        self._addresses = [None, *{one.profile_url for one in experts if one.profile_url}]
        self._names = [tuple(words_of(f"{one.first_name} {one.last_name}")) for one in experts]
        self._name_words = {word for name in self._names for word in name}

    def kept(self, text: str) -> str:
        """The sentences of it that may be shown, joined."""
        return " ".join(sentence for sentence in sentences(text) if self.allows(sentence))

    def allows(self, sentence: str) -> bool:
        if any(without_addresses(sentence, address) != sentence for address in self._addresses):
            return False
        if self._names_a_stranger(sentence):
            return False
        run: list[str] = []
        for place, found in enumerate(_WORD.finditer(sentence)):
            word = found[0]
            if not self._known(word, first=place == 0):
                return False
            parts = words_of(word)
            named = word[0].isupper() and all(part in self._name_words for part in parts)
            if named:
                run += parts
            if run and not (named and self._is_name(run)):
                # Pieces of two names put together are nobody's.
                if named or not self._is_name(run):
                    return False
                run = []
        return not run or self._is_name(run)

    def _names_a_stranger(self, sentence: str) -> bool:
        """Whether two words with a capital follow each other that only the visitor said."""
        before = False
        for found in _WORD.finditer(sentence):
            parts = words_of(found[0])
            strange = found[0][0].isupper() and not all(
                part in self._profile_words or part in _PLAIN for part in parts
            )
            if before and strange:
                return True
            before = strange
        return False

    def _known(self, word: str, *, first: bool) -> bool:
        if all(letter.islower() for letter in word if letter.isalnum()):
            return True
        parts = words_of(word)
        if all(part in self._words for part in parts):
            return True
        return (first or word == "I") and all(part in _PLAIN for part in parts)

    def _is_name(self, run: list[str]) -> bool:
        wanted = tuple(run)
        return any(
            name[start : start + len(wanted)] == wanted for name in self._names for start in range(len(name))
        )
