"""Melody: a two-bar motif for each section that returns, follows the chords and varies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from numpy.random import Generator

from reprise.songs.engines.composer.form import Phrase
from reprise.songs.engines.composer.harmony import Chord
from reprise.songs.engines.composer.randomness import chance, stream
from reprise.songs.engines.composer.score import BEATS_PER_BAR, Note

Cell = tuple[tuple[float, float], ...]

CELLS: tuple[tuple[Cell, ...], ...] = (
    (((0, 2),), ((0, 2),), ((0, 1.5), (1.5, 0.5)), ((1, 1),)),
    (((0, 1), (1, 1)), ((0, 1.5), (1.5, 0.5)), ((0, 2),), ((0.5, 0.5), (1, 1))),
    (((0, 0.5), (0.5, 0.5), (1, 1)), ((0, 1), (1, 0.5), (1.5, 0.5)), ((0, 1.5), (1.5, 0.5)),
     ((0.5, 0.5), (1, 0.5), (1.5, 0.5))),
    (((0, 0.5), (0.5, 0.5), (1, 0.5), (1.5, 0.5)), ((0, 0.75), (0.75, 0.75), (1.5, 0.5)),
     ((0, 0.5), (0.5, 1), (1.5, 0.5)), ((0, 0.25), (0.25, 0.25), (0.5, 0.5), (1, 1))),
)  # fmt: skip
"""Rhythms of two beats as (onset, length), from sparse to busy."""

MOTIF_BARS = 2
SPAN = 9


@dataclass(frozen=True, slots=True)
class Motif:
    """(onset, length, step) in beats and scale steps from the note before."""

    notes: tuple[tuple[float, float, int], ...]


def motif(rng: Generator, activity: float) -> Motif:
    """A new motif; activity 0 is sparse and 1 busy."""
    notes: list[tuple[float, float, int]] = []
    level = activity * (len(CELLS) - 1)
    for half in range(MOTIF_BARS * 2):
        last = half == MOTIF_BARS * 2 - 1
        busy = int(min(len(CELLS) - 1, max(0, round(level + rng.normal(0, 0.45) - (0.8 if last else 0)))))
        cell = CELLS[busy][int(rng.integers(len(CELLS[busy])))]
        if half == 0 and cell[0][0] > 0:
            cell = CELLS[busy][0]
        notes.extend((half * 2 + onset, length, _step(rng)) for onset, length in cell)
    return Motif(tuple(notes))


def _step(rng: Generator) -> int:
    return int(rng.choice([-3, -2, -1, -1, 0, 1, 1, 2, 3, 4], p=[0.05, 0.12, 0.2, 0.13, 0.06, 0.13, 0.15, 0.1,
                                                                 0.04, 0.02]))  # fmt: skip


def write_melody(
    phrases: Sequence[Phrase], chords: Sequence[Chord], activity: float, centre: float, seed: int
) -> list[Note]:
    """The melody of all phrases but the intro, with the final note on the last chord."""
    notes: list[Note] = []
    for index, phrase in enumerate(phrases):
        if phrase.label == "intro":
            continue
        label = "A" if phrase.label == "tag" else phrase.label
        shape = motif(stream(seed, f"motif {label}"), activity + (0.12 if label == "B" else 0))
        lift = {"A": 0, "B": 3, "C": -2}[label]
        varied = stream(seed, f"melody {index}")
        notes.extend(_phrase(phrase, shape, chords, centre + lift, varied))
    final = chords[-1]
    before = notes[-1].pitch if notes else round(centre)
    last_pitch = _nearest(before, final.tones[:3:2])
    return [*notes, Note(final.start, final.length, last_pitch, 0.7)]


def _phrase(
    phrase: Phrase, shape: Motif, chords: Sequence[Chord], centre: float, rng: Generator
) -> list[Note]:
    notes: list[Note] = []
    end = min(phrase.start + phrase.bars * BEATS_PER_BAR, chords[-1].start)
    for bar in range(0, phrase.bars, MOTIF_BARS):
        said = _closed(shape) if bar + MOTIF_BARS >= phrase.bars else shape
        if bar and phrase.turn:
            said = _ornamented(said, rng)
        placed = [
            (phrase.start + bar * BEATS_PER_BAR + onset, size, step) for onset, size, step in said.notes
        ]
        line = _line([note for note in placed if note[0] < end], chords, centre)
        notes.extend(
            replace(
                note, length=min(note.length, end - note.start), velocity=note.velocity + 0.15 * phrase.energy
            )
            for note in line
        )
    return notes


def _line(placed: Sequence[tuple[float, float, int]], chords: Sequence[Chord], centre: float) -> list[Note]:
    """Pitches for (beat, length, step): from a chord tone near the centre, onwards by steps of the scale."""
    notes: list[Note] = []
    pitch = round(centre)
    for at, length, step in placed:
        pitch = _next_pitch(pitch, step, _chord_at(chords, at), at, centre, is_first=not notes)
        notes.append(Note(at, length, pitch, 0.63 if at % 2 == 0 else 0.53))
    return notes


def _closed(shape: Motif) -> Motif:
    """The motif as an answer: its second bar comes to rest on one long note."""
    kept = tuple(note for note in shape.notes if note[0] < BEATS_PER_BAR + 1)
    onset, _, step = kept[-1]
    gentle = max(-1, min(1, step))
    return Motif((*kept[:-1], (onset, 2 * BEATS_PER_BAR - onset - 0.5, gentle)))


def _ornamented(shape: Motif, rng: Generator) -> Motif:
    """One longer note split in two, as a player varies a repeat."""
    long = [index for index, note in enumerate(shape.notes[:-1]) if note[1] >= 1]
    if not long or not chance(rng, 0.7):
        return shape
    at = long[int(rng.integers(len(long)))]
    onset, length, step = shape.notes[at]
    split = ((onset, length / 2, step), (onset + length / 2, length / 2, int(rng.choice([-1, 1]))))
    return replace(shape, notes=(*shape.notes[:at], *split, *shape.notes[at + 1 :]))


def _chord_at(chords: Sequence[Chord], beat: float) -> Chord:
    return next(chord for chord in reversed(chords) if chord.start <= beat + 1e-9)


def _next_pitch(pitch: int, step: int, chord: Chord, at: float, centre: float, is_first: bool) -> int:
    if is_first:
        return _nearest(pitch, chord.tones)
    if abs(pitch - centre) > SPAN / 2 and (pitch - centre) * step > 0:
        step = -step
    moved = _scale_step(pitch, step, chord.scale)
    on_strong_beat = at % 2 == 0
    return _nearest(moved, chord.tones) if on_strong_beat else moved


def _nearest(pitch: int, classes: Sequence[int]) -> int:
    near = range(pitch - 6, pitch + 7)
    return min((p for p in near if p % 12 in classes), key=lambda p: (abs(p - pitch), p))


def _scale_step(pitch: int, step: int, scale: Sequence[int]) -> int:
    ladder = [p for p in range(pitch - 24, pitch + 25) if p % 12 in scale]
    here = min(range(len(ladder)), key=lambda index: abs(ladder[index] - pitch))
    return ladder[here + step]


def write_counter(chords: Sequence[Chord], centre: float) -> list[Note]:
    """A second voice of long chord tones that moves as little as it can."""
    notes: list[Note] = []
    pitch = round(centre)
    for chord in chords:
        pitch = _nearest(pitch, chord.tones[1:])
        if abs(pitch - centre) > SPAN:
            pitch = _nearest(round(centre), chord.tones[1:])
        notes.append(Note(chord.start, chord.length, pitch, 0.5))
    return notes
