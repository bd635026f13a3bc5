"""Bass lines: roots, fifths and the way from one chord to the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reprise.songs.engines.composer.harmony import Chord
from reprise.songs.engines.composer.randomness import chance, stream
from reprise.songs.engines.composer.score import Note

LOWEST = 28
HIGHEST = 45

Step = tuple[float, float, float, str]

RHYTHMS: dict[str, tuple[Step, ...]] = {
    "whole": ((0, 3.9, 0.6, "r"),),
    "half": ((0, 1.9, 0.58, "r"), (2, 1.9, 0.52, "f")),
    "root fifth": ((0, 1.8, 0.62, "r"), (2, 1.8, 0.54, "f")),
    "offbeat": tuple((beat + 0.5, 0.42, 0.62, "r") for beat in range(4)),
    "sixteenths": tuple((beat + part, 0.2, 0.58 - 0.3 * (part == 0.25), "r") for beat in range(4)
                        for part in (0.25, 0.5, 0.75)),
    "eighths": tuple((0.5 * index, 0.46, 0.62 if index % 4 == 0 else 0.53, "r") for index in range(8)),
    "lazy": ((0, 1.3, 0.65, "r"), (1.75, 0.5, 0.5, "r"), (2.5, 1.2, 0.58, "f")),
    "syncopated": ((0, 0.6, 0.68, "r"), (0.75, 0.2, 0.45, "r"), (1.5, 0.4, 0.56, "o"), (2.25, 0.25, 0.5, "r"),
                   (2.75, 0.5, 0.58, "f"), (3.5, 0.4, 0.55, "s")),
}  # fmt: skip
"""Steps of a bar as (beat, length, velocity, tone): root, fifth, octave, seventh."""


def write_bass(chords: Sequence[Chord], style: str, density: float, seed: int) -> list[Note]:
    """The bass of all chords, the last one a long root."""
    rng = stream(seed, f"bass {style}")
    notes: list[Note] = []
    root = 36
    for chord, following in pairwise(chords):
        root = _near(chord.tones[0], root)
        if style == "drone":
            notes.append(Note(chord.start, chord.length, root, 0.5))
        elif style == "walking":
            notes.extend(_walk(chord, following, root, chance(rng, 0.5)))
        else:
            thin = density < -0.3 and chance(rng, -density)
            notes.extend(_rhythm(RHYTHMS["whole" if thin and style != "offbeat" else style], chord, root))
    final = chords[-1]
    return [*notes, Note(final.start, final.length, _near(final.tones[0], root), 0.6)]


def _near(pitch_class: int, previous: int) -> int:
    options = [pitch for pitch in range(LOWEST, HIGHEST + 1) if pitch % 12 == pitch_class]
    return min(options, key=lambda pitch: (abs(pitch - previous) + 0.3 * abs(pitch - 36), pitch))


def _rhythm(steps: Sequence[Step], chord: Chord, root: int) -> list[Note]:
    return [
        Note(chord.start + beat, min(length, chord.length - beat), _tone(which, chord, root), velocity)
        for beat, length, velocity, which in steps
        if beat < chord.length
    ]


def _tone(which: str, chord: Chord, root: int) -> int:
    if which == "o":
        return root + 12
    if which == "s" and len(chord.tones) > 3:
        return root + (chord.tones[3] - root) % 12
    if which in "fs":
        above = root + (chord.tones[2] - root) % 12
        return above if above <= HIGHEST else above - 12
    return root


def _walk(chord: Chord, following: Chord, root: int, upwards: bool) -> list[Note]:
    """Four quarters: root, a chord tone, another, and a scale step that leads into the next root."""
    goal = _near(following.tones[0], root)
    third, fifth = root + (chord.tones[1] - root) % 12, root + (chord.tones[2] - root) % 12
    middle = [third, fifth] if upwards or fifth > HIGHEST + 4 else [fifth, third]
    approach = [pitch for pitch in (goal - 1, goal - 2, goal + 1, goal + 2) if pitch % 12 in chord.scale]
    line = [root, *middle, approach[0]]
    return [
        Note(chord.start + beat, 0.92, pitch, 0.62 if beat % 2 == 0 else 0.56)
        for beat, pitch in enumerate(line)
        if beat < chord.length
    ]
