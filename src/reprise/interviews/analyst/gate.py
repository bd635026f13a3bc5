"""Whether a sentence answers an interview question, talks about the interview, or chats of private life.

Learned from the sentences in scripts/sentence_gate, as mail filters learn (Sahami, Dumais, Heckerman and
Horvitz 1998); how, and how well, is in docs/interviews-method.md.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from reprise.interviews.analyst.marks import marks

_WEIGHTS: Final = "gate.json"
# What every sentence has, whatever is in it.
_ANY: Final = ""


@dataclass(frozen=True, slots=True)
class Leaning:
    """Logarithms of how much likelier than an answer a sentence is talk of the interview, or chatter."""

    talk: float
    chatter: float

    @property
    def away(self) -> float:
        """The same for either of them: above 0, the sentence is likelier no answer."""
        highest = max(self.talk, self.chatter)
        return highest + math.log1p(math.exp(min(self.talk, self.chatter) - highest))


@lru_cache(maxsize=8192)
def leaning_of(sentence: str) -> Leaning:
    weights = _weights()
    found = [weights[mark] for mark in (_ANY, *marks(sentence)) if mark in weights]
    return Leaning(math.fsum(talk for talk, _ in found), math.fsum(chatter for _, chatter in found))


@cache
def _weights() -> dict[str, tuple[float, float]]:
    """Read when the first answer is judged, not when the program starts."""
    text = files(__package__).joinpath(_WEIGHTS).read_text(encoding="utf-8")
    return {mark: (talk, chatter) for mark, (talk, chatter) in json.loads(text).items()}
