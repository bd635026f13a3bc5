"""Keys and modes, and how people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

MODES: dict[str, tuple[int, ...]] = {
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "major": (0, 2, 4, 5, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
}
"""Semitones above the tonic, brightest mode first."""

MODE_WORDS = {
    **{name: name for name in MODES},
    "maj": "major",
    "min": "minor",
    "m": "minor",
    "ionian": "major",
    "aeolian": "minor",
}

COMMON_TONICS = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")

_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS = {"": "", "#": "#", "♯": "#", "sharp": "#", "b": "b", "♭": "b", "flat": "b"}
_KEY = re.compile(
    r"\s*([A-Ga-g])[\s-]*(#|♯|♭|sharp|flat|b(?![a-z]))?[\s-]*([A-Za-z]+)?(?:\s+(?:key|scale|mode))?\s*"
)


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic such as "Bb" and a mode of MODES."""

    tonic: str
    mode: str

    @property
    def pitch_class(self) -> int:
        """Semitones of the tonic above C, 0–11."""
        return tonic_pitch_class(self.tonic)

    @property
    def scale(self) -> tuple[int, ...]:
        """The seven pitch classes, from the tonic up."""
        return tuple((self.pitch_class + step) % 12 for step in MODES[self.mode])

    def __str__(self) -> str:
        return f"{self.tonic} {self.mode}"


def tonic_pitch_class(tonic: str) -> int:
    """Semitones above C of a name such as "F#", 0–11."""
    return (_LETTERS[tonic[0]] + {"": 0, "#": 1, "b": -1}[tonic[1:]]) % 12


def parse_key(text: str) -> Key | None:
    """The key a text names ("D minor", "F# major", "Bb", "c#m", "A dorian"), or None. No mode means major."""
    match = _KEY.fullmatch(text)
    if match is None:
        return None
    letter, accidental, word = match.groups()
    mode = MODE_WORDS.get((word or "major").lower())
    return Key(letter.upper() + _ACCIDENTALS[accidental or ""], mode) if mode else None
