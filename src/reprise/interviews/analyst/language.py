"""Whether the answers are in the one language that the rubric reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reprise.interviews.analyst.lexicon import STOPWORDS
from reprise.interviews.analyst.sentences import words_of

_ENOUGH_WORDS: Final = 15
# Function words make up about half of English text; of other languages' texts, only look-alikes are on the
# list.
_LEAST_ENGLISH: Final = 0.12
# Function words of German, French, Spanish, Italian, Portuguese, Dutch and Polish that are no English words.
_FOREIGN: Final = (
    frozenset(
        [
            "der",
            "das",
            "und",
            "ich",
            "nicht",
            "ist",
            "ein",
            "eine",
            "mit",
            "auf",
            "für",
            "von",
            "dem",
            "den",
            "wir",
            "haben",
            "wurde",
            "dass",
            "le",
            "les",
            "est",
            "et",
            "je",
            "nous",
            "une",
            "pour",
            "pas",
            "dans",
            "que",
            "qui",
            "avec",
            "sur",
            "était",
            "el",
            "los",
            "las",
            "y",
            "es",
            "una",
            "con",
            "por",
            "para",
            "como",
            "pero",
            "muy",
            "il",
            "lo",
            "gli",
            "che",
            "e",
            "di",
            "è",
            "sono",
            "una",
            "non",
            "per",
            "ho",
            "abbiamo",
            "o",
            "os",
            "um",
            "uma",
            "não",
            "com",
            "eu",
            "foi",
            "het",
            "een",
            "en",
            "van",
            "ik",
            "niet",
            "dat",
            "wij",
            "hebben",
            "się",
            "nie",
            "jest",
            "i",
            "na",
            "z",
            "że",
            "jak",
            "był",
        ]
    )
    - STOPWORDS
    - {"i", "e", "o", "y", "z", "a"}
)


def is_english(texts: Sequence[str]) -> bool:
    """False only on evidence.

    Other scripts, or hardly any English function words while there are foreign ones.
    """
    letters = [character for text in texts for character in text if character.isalpha()]
    if len(letters) >= 10 and sum(character > "ɏ" for character in letters) > len(letters) / 2:
        return False
    words = [word for text in texts for word in words_of(text)]
    if len(words) < _ENOUGH_WORDS:
        return True
    english = sum(word in STOPWORDS for word in words) / len(words)
    foreign = sum(word in _FOREIGN for word in words) / len(words)
    return english >= _LEAST_ENGLISH or foreign <= english
