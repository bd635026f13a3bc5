"""Melody: a two-bar motif for each section that returns, follows the chords and varies.

A motif is a rhythm and a contour. Its pitches are aimed at points of the contour, one each half bar, rather
than counted from note to note, so that a note more or less changes nothing after it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reprise.songs.engines.composer.form import Phrase
from reprise.songs.engines.composer.harmony import Chord
from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.score import BEATS_PER_BAR, Note

Cell = tuple[tuple[float, float], ...]

CELLS: tuple[tuple[Cell, ...], ...] = (
    (((0, 2),), ((0, 2),), ((0, 1.5), (1.5, 0.5)), ((1, 1),)),
    (((0, 1), (1, 1)), ((0, 1.5), (1.5, 0.5)), ((0, 2),), ((0.5, 0.5), (1, 1)), ((0, 0.5), (0.5, 1.5))),
    (((0, 0.5), (0.5, 0.5), (1, 1)), ((0, 1), (1, 0.5), (1.5, 0.5)), ((0, 1.5), (1.5, 0.5)),
     ((0.5, 0.5), (1, 0.5), (1.5, 0.5)), ((0, 0.75), (0.75, 1.25))),
    (((0, 0.5), (0.5, 0.5), (1, 0.5), (1.5, 0.5)), ((0, 0.75), (0.75, 0.75), (1.5, 0.5)),
     ((0, 0.5), (0.5, 1), (1.5, 0.5)), ((0, 0.25), (0.25, 0.25), (0.5, 0.5), (1, 1)),
     ((0, 1), (1, 0.25), (1.25, 0.25), (1.5, 0.5))),
)  # fmt: skip
"""Rhythms of two beats as (onset, length), from sparse to busy."""

STEADY_CELLS: tuple[tuple[Cell, ...], ...] = (
    (((0, 1), (1, 1)),),
    (((0, 1), (1, 1)), ((0, 1), (1, 0.5), (1.5, 0.5))),
    (((0, 0.5), (0.5, 0.5), (1, 1)), ((0, 1), (1, 0.5), (1.5, 0.5)), ((0, 1), (1, 1))),
    (((0, 0.5), (0.5, 0.5), (1, 0.5), (1.5, 0.5)), ((0, 0.5), (0.5, 0.5), (1, 1)),
     ((0, 1), (1, 0.25), (1.25, 0.25), (1.5, 0.5))),
)  # fmt: skip
"""Rhythms with a note on every beat, for melodies that nobody accompanies."""

CONTOURS: tuple[tuple[float, ...], ...] = (
    (0.0, 0.6, 1.0, 0.3), (1.0, 0.6, 0.2, -0.4), (-0.6, 0.0, 0.5, 1.0), (0.3, 1.0, -0.3, 0.4),
    (0.6, -0.4, 0.4, -0.6), (0.0, 0.0, 0.8, 0.0), (1.0, 0.2, 0.8, -0.2), (-0.4, 0.7, 0.2, -0.8),
)  # fmt: skip
"""Heights of the four half bars of a motif: arch, fall, rise, waves."""

MOTIF_BARS = 2
HALVES = 4
HALF_BEATS = 2.0
SLOTS = 8
HEIGHT = 5.0
SPAN = 9
LIFTS = {"A": 0.0, "B": 3.0, "C": -2.0}


@dataclass(frozen=True, slots=True)
class Motif:
    """`notes` are (onset, length) in beats, `anchors` semitones off centre for each half bar and the next.

    `wiggle` holds scale steps off the line between anchors, for each half bar and quarter beat in it.
    """

    notes: tuple[tuple[float, float], ...]
    anchors: tuple[float, ...]
    wiggle: NDArray[np.int64]


def motif(label: str, activity: float, steady: bool, seed: int) -> Motif:
    """The motif of a section; activity 0 is sparse and 1 busy, and moves rhythm alone."""
    rng = stream(seed, f"motif {label}")
    busyness, choice = rng.normal(0, 0.45, HALVES), rng.random(HALVES)
    contour = np.array(CONTOURS[int(rng.integers(len(CONTOURS)))])
    anchors = HEIGHT * float(rng.uniform(0.6, 1.2)) * contour + rng.normal(0, 1.0, HALVES)
    wiggle = rng.choice([-2, -1, -1, 0, 1, 1, 2], (HALVES, SLOTS))
    pool = STEADY_CELLS if steady else CELLS
    notes: list[tuple[float, float]] = []
    for half in range(HALVES):
        level = activity * (len(pool) - 1) + busyness[half] - (0.8 if half == HALVES - 1 else 0.0)
        cells = pool[int(min(len(pool) - 1, max(0, round(level))))]
        cell = cells[int(choice[half] * len(cells))]
        if half == 0 and cell[0][0] > 0:
            cell = cells[0]
        notes.extend((half * HALF_BEATS + onset, length) for onset, length in cell)
    return Motif(tuple(notes), (*anchors.tolist(), float(anchors[0])), wiggle)


def write_melody(
    phrases: Sequence[Phrase],
    chords: Sequence[Chord],
    activity: float,
    centre: float,
    steady: bool,
    seed: int,
) -> list[Note]:
    """The melody of these phrases, with the tonic as its last note on the last chord.

    A `steady` one marks every beat.
    """
    notes: list[Note] = []
    shapes: dict[str, Motif] = {}
    for index, phrase in enumerate(phrases):
        label = phrase.material
        if label not in shapes:
            shapes[label] = motif(label, activity + (0.12 if label == "B" else 0.0), steady, seed)
        draws = stream(seed, f"melody {index}").random(4).tolist()
        notes.extend(_phrase(phrase, shapes[label], chords, centre + LIFTS[label], draws))
    final = chords[-1]
    before = notes[-1].pitch if notes else round(centre)
    return [*notes, Note(final.start, final.length, _nearest(before, final.tones[:1]), 0.7)]


def line_starts(phrases: Sequence[Phrase]) -> list[float]:
    """Beats at which the two-bar lines of these phrases begin."""
    return [
        phrase.start + bar * BEATS_PER_BAR for phrase in phrases for bar in range(0, phrase.bars, MOTIF_BARS)
    ]


def _phrase(
    phrase: Phrase, shape: Motif, chords: Sequence[Chord], centre: float, draws: Sequence[float]
) -> list[Note]:
    notes: list[Note] = []
    end = min(phrase.start + phrase.bars * BEATS_PER_BAR, chords[-1].start)
    for bar in range(0, phrase.bars, MOTIF_BARS):
        said = _answer(shape, draws[3]) if bar + MOTIF_BARS >= phrase.bars else shape
        if bar and phrase.turn:
            said = _ornamented(said, draws)
        start = phrase.start + bar * BEATS_PER_BAR
        notes.extend(
            replace(
                note, length=min(note.length, end - note.start), velocity=note.velocity + 0.15 * phrase.energy
            )
            for note in _line(said, start, end, chords, centre)
        )
    return notes


def _line(shape: Motif, start: float, end: float, chords: Sequence[Chord], centre: float) -> list[Note]:
    """A motif over the chords: chord tones on strong beats, notes of the scale between them."""
    notes: list[Note] = []
    for onset, length in shape.notes:
        at = start + onset
        if at >= end:
            break
        pitch = _aimed(shape, onset, _chord_at(chords, at), centre, notes[-1].pitch if notes else None)
        crown = 0.05 * math.sin(math.pi * onset / (HALVES * HALF_BEATS))
        notes.append(Note(at, length, pitch, (0.62 if onset % 2 == 0 else 0.53) + crown))
    return notes


def _aimed(shape: Motif, onset: float, chord: Chord, centre: float, before: int | None) -> int:
    half, inside = divmod(onset, HALF_BEATS)
    here, there = shape.anchors[int(half)], shape.anchors[int(half) + 1]
    if inside == 0:
        return _nearest(round(centre + here), chord.tones)
    share = inside / HALF_BEATS
    aim = _nearest(round(centre + here + share * (there - here)), chord.scale)
    pitch = _scale_step(aim, int(shape.wiggle[int(half), int(inside * 4)]), chord.scale)
    if before is not None and abs(pitch - before) > SPAN:
        return _nearest(round((pitch + before) / 2), chord.scale)
    return pitch


def _answer(shape: Motif, draw: float) -> Motif:
    """The motif as an answer: its second bar comes to rest on one long note, lower or where it began."""
    kept = tuple(note for note in shape.notes if note[0] < BEATS_PER_BAR + 1)
    onset, _ = kept[-1]
    rest = -HEIGHT / 2 if draw < 0.6 else 0.0
    anchors = (*shape.anchors[:2], *(0.5 * anchor + rest for anchor in shape.anchors[2:]))
    notes = (*kept[:-1], (onset, MOTIF_BARS * BEATS_PER_BAR - onset - 0.5))
    return replace(shape, notes=notes, anchors=anchors)


def _ornamented(shape: Motif, draws: Sequence[float]) -> Motif:
    """One longer note split in two, as a player varies a repeat."""
    long = [index for index, note in enumerate(shape.notes[:-1]) if note[1] >= 1]
    if not long or draws[0] > 0.7:
        return shape
    at = long[int(draws[1] * len(long))]
    onset, length = shape.notes[at]
    split = ((onset, length / 2), (onset + length / 2, length / 2))
    return replace(shape, notes=(*shape.notes[:at], *split, *shape.notes[at + 1 :]))


def _chord_at(chords: Sequence[Chord], beat: float) -> Chord:
    return next(chord for chord in reversed(chords) if chord.start <= beat + 1e-9)


def _nearest(pitch: int, classes: Sequence[int]) -> int:
    near = range(pitch - 6, pitch + 7)
    return min((p for p in near if p % 12 in classes), key=lambda p: (abs(p - pitch), p))


def _scale_step(pitch: int, step: int, scale: Sequence[int]) -> int:
    ladder = [p for p in range(pitch - 12, pitch + 13) if p % 12 in scale]
    here = min(range(len(ladder)), key=lambda index: abs(ladder[index] - pitch))
    return ladder[here + step]


def write_counter(chords: Sequence[Chord], centre: float, seed: int) -> list[Note]:
    """A second voice that moves as little as it can, with a step into the next chord now and then."""
    draws = stream(seed, "counter").random(len(chords)).tolist()
    notes: list[Note] = []
    pitch = round(centre)
    for index, chord in enumerate(chords):
        pitch = _nearest(pitch, chord.tones[1:])
        if abs(pitch - centre) > SPAN:
            pitch = _nearest(round(centre), chord.tones[1:])
        moving = chord.length >= BEATS_PER_BAR and index < len(chords) - 1 and draws[index] < 0.6
        size = 3.0 if moving else chord.length
        notes.append(Note(chord.start, size, pitch, 0.5))
        if moving:
            step = 1 if draws[index] < 0.3 else -1
            notes.append(
                Note(chord.start + 3.0, chord.length - 3.0, _scale_step(pitch, step, chord.scale), 0.46)
            )
    return notes
