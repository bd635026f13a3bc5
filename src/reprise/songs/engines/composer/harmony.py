"""Chords: progressions by style and mode, cadences, and nearest-inversion voice leading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reprise.songs.engines.composer.form import Phrase
from reprise.songs.engines.composer.keys import Key
from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.score import BEATS_PER_BAR

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

CADENCES = {"major": 4, "lydian": 4, "mixolydian": 6, "dorian": 6, "minor": 4, "phrygian": 1}
FUNCTIONAL = {"pop", "jazz", "classical", "cinematic", "folk"}
"""Harmony in which a minor key takes the raised leading tone in its dominant."""


@dataclass(frozen=True, slots=True)
class Chord:
    """`tones` are pitch classes from the root up; `scale` the pitch classes that fit over it."""

    start: float
    length: float
    degree: int
    tones: tuple[int, ...]
    scale: tuple[int, ...]


def chord_on(key: Key, degree: int, start: float, length: float, sevenths: bool, raised: bool) -> Chord:
    """The chord of a scale degree; `raised` sharpens the leading tone (harmonic minor)."""
    scale = key.scale
    if raised:
        scale = (*scale[:6], (key.pitch_class + 11) % 12)
    count = 4 if sevenths else 3
    tones = tuple(scale[(degree + 2 * third) % 7] for third in range(count))
    return Chord(start, length, degree, tones, scale)


def harmonise(
    key: Key, phrases: Sequence[Phrase], ending: float, length: float, harmony: str, sevenths: bool, seed: int
) -> tuple[Chord, ...]:
    """A chord a bar, a dominant before the end, and the tonic from the final beat to the end."""
    chords: list[Chord] = []
    for phrase in phrases:
        degrees = _degrees(key, phrase, harmony, seed)
        for bar, degree in enumerate(degrees):
            start = phrase.start + bar * BEATS_PER_BAR
            size = min(float(BEATS_PER_BAR), ending - start)
            raised = key.mode == "minor" and degree == 4 and harmony in FUNCTIONAL
            chords.append(chord_on(key, degree, start, size, sevenths, raised))
    final = chord_on(key, 0, ending, length - ending, sevenths and key.mode != "phrygian", False)
    return (*chords, final)


def _degrees(key: Key, phrase: Phrase, harmony: str, seed: int) -> list[int]:
    same_as = {"intro": "A", "tag": "A"}.get(phrase.label, phrase.label)
    pool = PROGRESSIONS[key.mode]
    choices = pool.get(harmony) or pool.get("") or pool["pop"]
    order = stream(seed, "harmony").permutation(len(choices))
    degrees = list(choices[order["ABC".index(same_as) % len(order)]])[: phrase.bars]
    if phrase.last and phrase.bars > 1 and harmony != "static":
        degrees[-1] = CADENCES[key.mode]
    return degrees


def voice(tones: Iterable[int], previous: Sequence[int], centre: float) -> tuple[int, ...]:
    """Pitches of a chord in the inversion that moves least from `previous` and stays near `centre` (MIDI)."""
    classes = list(tones)
    candidates = [
        _stack(classes[turn:] + classes[:turn], octave)
        for turn in range(len(classes))
        for octave in range(2, 7)
    ]
    return min(candidates, key=lambda pitches: (_movement(pitches, previous, centre), pitches))


def _stack(classes: Sequence[int], octave: int) -> tuple[int, ...]:
    pitches = [12 * octave + classes[0]]
    for pitch_class in classes[1:]:
        pitches.append(pitches[-1] + (pitch_class - pitches[-1]) % 12)
    return tuple(pitches)


def _movement(pitches: Sequence[int], previous: Sequence[int], centre: float) -> float:
    drift = abs(sum(pitches) / len(pitches) - centre)
    crowding = sum(1.0 for low, high in pairwise(pitches) if high - low < 2)
    if not previous:
        return drift + crowding
    moved = sum(min(abs(pitch - old) for old in previous) for pitch in pitches)
    return moved + 0.45 * drift + 0.5 * crowding
