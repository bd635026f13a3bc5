"""What chords styles take: progressions by mode, and their notes outside the key."""

from __future__ import annotations

from dataclasses import dataclass

Progression = tuple[int, ...]

PROGRESSIONS: dict[str, dict[str, tuple[Progression, ...]]] = {
    "major": {
        "pop": ((0, 4, 5, 3), (5, 3, 0, 4), (0, 5, 3, 4), (0, 2, 3, 4), (3, 0, 4, 5)),
        "floating": ((0, 0, 3, 3), (0, 0, 5, 3), (3, 3, 0, 0), (0, 2, 3, 3)),
        "jazz": ((1, 4, 0, 5), (0, 5, 1, 4), (2, 5, 1, 4), (3, 2, 1, 4)),
        "loop": ((5, 3, 0, 4), (3, 4, 5, 0), (1, 4, 2, 5), (3, 2, 5, 5)),
        "static": ((0, 0, 0, 0), (0, 0, 3, 3), (5, 5, 3, 3)),
        "rock": ((0, 3, 0, 4), (0, 4, 3, 3), (0, 3, 5, 4), (5, 4, 3, 4)),
        "classical": ((0, 4, 5, 3), (0, 3, 4, 0), (0, 5, 1, 4), (0, 1, 4, 0), (5, 2, 3, 4)),
        "folk": ((0, 3, 0, 4), (0, 4, 3, 0), (0, 0, 3, 4), (5, 3, 0, 4)),
        "vamp": ((0, 0, 3, 3), (0, 3, 0, 4), (1, 4, 1, 4)),
        "cinematic": ((0, 4, 5, 3), (5, 3, 0, 4), (0, 3, 5, 4)),
    },
    "minor": {
        "pop": ((0, 5, 2, 6), (0, 3, 5, 6), (0, 2, 6, 3), (5, 6, 0, 0), (0, 6, 5, 6)),
        "floating": ((0, 0, 5, 5), (0, 0, 3, 3), (0, 2, 5, 5), (5, 5, 0, 0)),
        "jazz": ((3, 6, 2, 5), (0, 5, 3, 4), (0, 3, 6, 2), (5, 3, 0, 4)),
        "loop": ((0, 5, 2, 6), (0, 3, 5, 4), (5, 6, 0, 2), (3, 0, 5, 6)),
        "static": ((0, 0, 0, 0), (0, 0, 5, 5), (0, 0, 6, 6)),
        "rock": ((0, 5, 6, 0), (0, 6, 5, 6), (0, 2, 6, 3), (0, 0, 5, 6)),
        "classical": ((0, 3, 4, 0), (0, 5, 3, 4), (0, 3, 6, 2), (0, 6, 5, 4), (5, 2, 3, 4)),
        "folk": ((0, 6, 5, 6), (0, 2, 6, 0), (0, 3, 6, 0), (0, 6, 0, 4)),
        "vamp": ((0, 0, 3, 3), (0, 3, 0, 6), (0, 0, 6, 3)),
        "cinematic": ((0, 5, 2, 6), (0, 5, 3, 4), (0, 2, 5, 6), (5, 6, 0, 0)),
    },
    "lydian": {"": ((0, 1, 0, 1), (0, 1, 5, 4), (0, 4, 1, 0), (0, 0, 1, 1))},
    "mixolydian": {"": ((0, 6, 3, 0), (0, 3, 6, 0), (0, 0, 6, 3), (0, 6, 0, 6))},
    "dorian": {"": ((0, 3, 0, 3), (0, 6, 3, 0), (0, 2, 3, 0), (0, 0, 3, 6))},
    "phrygian": {"": ((0, 1, 0, 6), (0, 1, 2, 1), (0, 5, 1, 0), (0, 0, 1, 0))},
}
"""Scale degrees from 0 (the tonic), a chord a bar."""

FOURTH = 5
"""Semitones that a voice may leap from chord to chord."""

BLUES: tuple[tuple[Progression, ...], ...] = (
    ((0, 0, 0, 0), (0, 3, 0, 0)),
    ((3, 3, 0, 0),),
    ((4, 3, 0, 4), (4, 4, 0, 4), (4, 3, 0, 0)),
)
"""The three lines of twelve bars."""

CADENCES = {"major": 4, "lydian": 4, "mixolydian": 6, "dorian": 6, "minor": 4, "phrygian": 1}
PREPARATIONS = {"major": (3, 1), "lydian": (1,), "mixolydian": (3,), "dorian": (3,), "minor": (3,)}
"""Degrees that lead to the one before the tonic."""


@dataclass(frozen=True, slots=True)
class Idiom:
    """What chords a style takes: a pool of PROGRESSIONS, with sevenths or not, and its notes outside the key.

    `leading_tone` raises the seventh of a minor key in its dominant; `blue` puts minor sevenths on I and IV
    of a major key and lets melodies take the minor third and seventh.
    """

    harmony: str
    sevenths: bool = False
    leading_tone: bool = False
    blue: bool = False

    def outside(self, mode: str) -> tuple[int, ...]:
        """Semitones above the tonic that this idiom may take besides those of the mode."""
        if mode == "minor" and self.leading_tone:
            return (11,)
        return (3, 10) if mode == "major" and self.blue else ()
