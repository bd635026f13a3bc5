"""Bass lines: roots, fifths and the way from one chord to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from reprise.songs.engines.composer.harmony import Chord
from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.score import Note

LOWEST = 28
HIGHEST = 45

Step = tuple[float, float, float, str]

RHYTHMS: Mapping[str, tuple[Step, ...]] = {
    "whole": ((0, 3.9, 0.6, "r"),),
    "half": ((0, 1.9, 0.58, "r"), (2, 1.9, 0.52, "f")),
    "root fifth": ((0, 1.8, 0.62, "r"), (2, 1.8, 0.54, "f")),
    "dotted": ((0, 1.4, 0.62, "r"), (1.5, 0.45, 0.5, "r"), (2, 1.9, 0.56, "f")),
    "offbeat": tuple((beat + 0.5, 0.42, 0.62, "r") for beat in range(4)),
    "bounce": ((0.5, 0.4, 0.62, "r"), (1.5, 0.4, 0.6, "r"), (1.75, 0.2, 0.48, "o"), (2.5, 0.4, 0.62, "r"),
               (3.25, 0.2, 0.46, "f"), (3.5, 0.4, 0.58, "o")),
    "sixteenths": tuple((beat + part, 0.2, 0.58 - 0.3 * (part == 0.25), "r") for beat in range(4)
                        for part in (0.25, 0.5, 0.75)),
    "eighths": tuple((0.5 * index, 0.46, 0.62 if index % 4 == 0 else 0.53, "r") for index in range(8)),
    "drive": ((0, 0.9, 0.66, "r"), (1, 0.4, 0.54, "r"), (1.5, 0.9, 0.58, "r"), (2.5, 0.45, 0.54, "r"),
              (3, 0.45, 0.56, "f"), (3.5, 0.45, 0.54, "r")),
    "anchor": ((0, 1.4, 0.64, "r"), (1.5, 0.45, 0.52, "r"), (2.5, 0.9, 0.58, "r"), (3.5, 0.45, 0.5, "f")),
    "lazy": ((0, 1.3, 0.65, "r"), (1.75, 0.5, 0.5, "r"), (2.5, 1.2, 0.58, "f")),
    "sub": ((0, 2.4, 0.66, "r"), (2.5, 0.45, 0.55, "r"), (3, 0.9, 0.58, "o")),
    "syncopated": ((0, 0.6, 0.68, "r"), (0.75, 0.2, 0.45, "r"), (1.5, 0.4, 0.56, "o"), (2.25, 0.25, 0.5, "r"),
                   (2.75, 0.5, 0.58, "f"), (3.5, 0.4, 0.55, "s")),
    "on the one": ((0, 0.9, 0.7, "r"), (1.25, 0.2, 0.48, "r"), (1.5, 0.3, 0.54, "s"), (1.75, 0.2, 0.5, "o"),
                   (3, 0.4, 0.55, "f"), (3.5, 0.2, 0.5, "s"), (3.75, 0.2, 0.48, "r")),
    "pedal": tuple((0.5 * index, 0.4, 0.6 if index % 4 == 0 else 0.46, "r") for index in range(8)),
    "bossa": ((0, 1.4, 0.62, "r"), (1.5, 0.45, 0.54, "f"), (2, 1.4, 0.6, "f"), (3.5, 0.45, 0.52, "r")),
    "reggae": ((0, 0.8, 0.66, "r"), (1.5, 0.4, 0.56, "t"), (2, 0.8, 0.62, "f"), (3, 0.4, 0.54, "t"),
               (3.5, 0.4, 0.52, "r")),
    "dub": ((0.5, 0.4, 0.6, "r"), (1, 0.9, 0.64, "r"), (2.5, 0.4, 0.56, "f"), (3, 0.8, 0.6, "r")),
    "boogie": ((0, 0.46, 0.64, "r"), (0.5, 0.3, 0.48, "r"), (1, 0.46, 0.58, "t"), (1.5, 0.3, 0.46, "t"),
               (2, 0.46, 0.62, "f"), (2.5, 0.3, 0.48, "f"), (3, 0.46, 0.58, "x"), (3.5, 0.3, 0.48, "f")),
}  # fmt: skip
"""Steps of a bar as (beat, length, velocity, tone): root, third, fifth, sixth, seventh, octave."""

MELODIC = {"drone", "walking"}
APPROACHED = {
    "eighths",
    "drive",
    "anchor",
    "lazy",
    "sub",
    "syncopated",
    "on the one",
    "dotted",
    "reggae",
    "dub",
}
"""Rhythms whose last eighth may lead into the next root."""


def write_bass(chords: Sequence[Chord], styles: Mapping[str, str], density: float, seed: int) -> list[Note]:
    """The bass of all chords, each section in its manner, the last note a long root."""
    draws = stream(seed, "bass").random((len(chords), 2)).tolist()
    notes: list[Note] = []
    root = 36
    for (chord, following), (thin, turn) in zip(pairwise(chords), draws, strict=False):
        root = _near(chord.tones[0], root)
        manner = styles[chord.section]
        if manner == "drone":
            notes.append(Note(chord.start, chord.length, root, 0.5))
        elif manner == "walking":
            notes.extend(_walk(chord, following, root, turn < 0.5))
        else:
            sparse = thin < -density - 0.3 and manner != "offbeat"
            line = _rhythm(RHYTHMS["whole" if sparse else manner], chord, root)
            leads = manner in APPROACHED and not sparse and turn < 0.35 + 0.3 * density
            notes.extend(_approached(line, chord, following, root) if leads else line)
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
    if which == "t":
        return root + (chord.tones[1] - root) % 12
    if which == "x":
        return next((root + step for step in (9, 8) if (root + step) % 12 in chord.scale), root + 7)
    if which in "fs":
        above = root + (chord.tones[2] - root) % 12
        return above if above <= HIGHEST else above - 12
    return root


def _approach(chord: Chord, goal: int) -> int:
    """The nearest note of the scale beside the root to come, from below if there is one."""
    return next(pitch for pitch in (goal - 1, goal - 2, goal + 1, goal + 2) if pitch % 12 in chord.scale)


def _approached(line: list[Note], chord: Chord, following: Chord, root: int) -> list[Note]:
    """The line with its last half-beat leading into the next chord."""
    at = chord.start + chord.length - 0.5
    goal = _near(following.tones[0], root)
    if goal == root:
        return line
    kept = [note for note in line if note.start < at]
    return [*kept, Note(at, 0.45, _approach(chord, goal), 0.54)]


def _walk(chord: Chord, following: Chord, root: int, upwards: bool) -> list[Note]:
    """Four quarters: root, a chord tone, another, and a scale step that leads into the next root."""
    goal = _near(following.tones[0], root)
    third, fifth = root + (chord.tones[1] - root) % 12, root + (chord.tones[2] - root) % 12
    middle = [third, fifth] if upwards or fifth > HIGHEST + 4 else [fifth, third]
    line = [root, *middle, _approach(chord, goal)]
    if chord.length < 4:
        line = [root, line[-1]]
    return [
        Note(chord.start + beat, 0.92, pitch, 0.62 if beat % 2 == 0 else 0.56)
        for beat, pitch in enumerate(line)
        if beat < chord.length
    ]
