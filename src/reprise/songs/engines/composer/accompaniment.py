"""Chord parts and pads: patterns of each style laid over voice-led chords."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reprise.songs.engines.composer.harmony import Chord, voice
from reprise.songs.engines.composer.randomness import chance, stream
from reprise.songs.engines.composer.score import Note

CHORD_CENTRE = 60.0
PAD_CENTRE = 58.0
LEFT_HAND_CENTRE = 43
LONGEST_HOLD = 16.0

Hit = tuple[float, float, float, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hits of one bar as (beat, length, velocity, which notes): "all" or digits of voices from the bottom.

    `sparse` is the pattern where fewer notes are wanted.
    """

    hits: tuple[Hit, ...]
    sparse: tuple[Hit, ...]


def _arpeggio(order: str, step: float, length: float, velocity: float = 0.5) -> tuple[Hit, ...]:
    return tuple(
        (index * step, length, velocity + (0.1 if index % 4 == 0 else 0.0), voice_index)
        for index, voice_index in enumerate(order)
    )


_HELD: tuple[Hit, ...] = ((0.0, 4.0, 0.55, "all"),)
_HALVES: tuple[Hit, ...] = ((0.0, 2.0, 0.58, "all"), (2.0, 2.0, 0.5, "all"))

PATTERNS: dict[str, Pattern] = {
    "sparse": Pattern(_arpeggio("0213", 1.0, 2.5, 0.42), ((0.0, 4.0, 0.45, "0"), (1.5, 2.5, 0.4, "2"))),
    "broken": Pattern(_arpeggio("01213121", 0.5, 1.4), _arpeggio("0121", 1.0, 2.0)),
    "lazy": Pattern(
        ((0.0, 1.4, 0.6, "all"), (1.5, 0.9, 0.45, "all"), (2.75, 1.1, 0.5, "all")),
        ((0.0, 2.2, 0.58, "all"), (2.5, 1.4, 0.46, "all")),
    ),
    "stabs": Pattern(
        ((0.5, 0.3, 0.6, "all"), (1.5, 0.3, 0.55, "all"), (2.25, 0.25, 0.45, "all"), (2.75, 0.3, 0.6, "all"),
         (3.5, 0.3, 0.55, "all")),
        ((0.5, 0.4, 0.6, "all"), (1.5, 0.4, 0.55, "all"), (2.5, 0.4, 0.6, "all"), (3.5, 0.4, 0.55, "all")),
    ),
    "pulse": Pattern(
        tuple((0.75 * index, 0.25, 0.5, "all" if index % 2 == 0 else "12") for index in range(5)),
        ((0.75, 0.3, 0.55, "all"), (2.25, 0.3, 0.5, "all")),
    ),
    "eighths": Pattern(
        tuple((0.5 * index, 0.45, 0.62 if index % 4 == 0 else 0.5, "all") for index in range(8)),
        ((0.0, 1.9, 0.6, "all"), (2.0, 0.9, 0.52, "all"), (3.0, 0.9, 0.55, "all")),
    ),
    "comping": Pattern(
        ((0.0, 0.5, 0.5, "all"), (1.5, 0.6, 0.58, "all"), (3.5, 0.5, 0.46, "all")),
        ((0.0, 1.0, 0.5, "all"), (1.5, 1.5, 0.52, "all")),
    ),
    "alberti": Pattern(_arpeggio("02120212", 0.5, 0.55, 0.44), _HALVES),
    "picking": Pattern(_arpeggio("02132313", 0.5, 1.3, 0.48), _arpeggio("0213", 1.0, 1.8, 0.5)),
    "scratch": Pattern(
        ((0.0, 0.3, 0.55, "all"), (0.75, 0.15, 0.4, "all"), (1.5, 0.25, 0.55, "all"),
         (1.75, 0.15, 0.35, "all"), (2.5, 0.3, 0.5, "all"), (3.25, 0.15, 0.38, "all"),
         (3.5, 0.3, 0.52, "all")),
        ((0.5, 0.2, 0.5, "all"), (1.5, 0.25, 0.55, "all"), (2.5, 0.2, 0.5, "all"), (3.5, 0.25, 0.55, "all")),
    ),
    "push": Pattern(
        ((0.0, 1.4, 0.58, "all"), (1.5, 1.0, 0.48, "all"), (2.5, 0.5, 0.44, "12"), (3.0, 0.9, 0.52, "all")),
        _HALVES,
    ),
    "held": Pattern(_HALVES, _HELD),
}  # fmt: skip

SUSTAINING = {"strings", "organ", "choir"}
"""Instruments that hold chords rather than break them."""


def write_chords(
    chords: Sequence[Chord], pattern: str, density: float, left_hand: bool, seed: int
) -> list[Note]:
    """The pattern over every chord; a left hand adds roots below where nobody plays bass."""
    rng = stream(seed, f"chords {pattern}")
    shape = PATTERNS[pattern]
    notes: list[Note] = []
    voicing: tuple[int, ...] = ()
    for chord in chords[:-1]:
        voicing = voice(chord.tones, voicing, CHORD_CENTRE)
        full = chance(rng, min(1.0, max(0.0, 0.62 + 0.5 * density)))
        notes.extend(_hits(shape.hits if full else shape.sparse, chord, voicing))
        if left_hand:
            notes.extend(_left_hand(chord))
    notes.extend(_final_chord(chords[-1], voicing, left_hand))
    return notes


def _hits(hits: Sequence[Hit], chord: Chord, voicing: Sequence[int]) -> list[Note]:
    notes = []
    for beat, length, velocity, which in hits:
        if beat >= chord.length:
            continue
        size = min(length, chord.length - beat)
        for pitch in _chosen(which, voicing):
            notes.append(Note(chord.start + beat, size, pitch, velocity))
    return notes


def _chosen(which: str, voicing: Sequence[int]) -> list[int]:
    if which == "all":
        return list(voicing)
    picked = []
    for digit in which:
        index = int(digit)
        above = 12 * (index // len(voicing))
        picked.append(voicing[index % len(voicing)] + above)
    return picked


def _root_below(chord: Chord, centre: int) -> int:
    return centre - 6 + (chord.tones[0] - (centre - 6)) % 12


def _left_hand(chord: Chord) -> list[Note]:
    root = _root_below(chord, LEFT_HAND_CENTRE)
    notes = [Note(chord.start, min(chord.length, 3.8), root, 0.55)]
    if chord.length > 2:
        notes.append(Note(chord.start + 2, chord.length - 2, root + (chord.tones[2] - root) % 12, 0.42))
    return notes


def _final_chord(chord: Chord, previous: Sequence[int], left_hand: bool) -> list[Note]:
    """Rolled upwards, from the root, ringing to the end."""
    pitches = list(voice(chord.tones, previous, CHORD_CENTRE))
    if left_hand:
        root = _root_below(chord, LEFT_HAND_CENTRE)
        pitches = [root, root + (chord.tones[2] - root) % 12, *pitches]
    roll = min(0.06, chord.length / 20)
    return [
        Note(chord.start + index * roll, chord.length - index * roll, pitch, 0.55)
        for index, pitch in enumerate(pitches)
    ]


def write_pad(chords: Sequence[Chord]) -> list[Note]:
    """Sustained chords; a note common to neighbouring chords is held on, up to LONGEST_HOLD beats."""
    held: dict[int, tuple[float, float]] = {}
    notes: list[Note] = []
    voicing: tuple[int, ...] = ()
    for chord in chords:
        voicing = voice(chord.tones, voicing, PAD_CENTRE)
        end = chord.start + chord.length
        going_on = {
            pitch: held[pitch][0]
            for pitch in voicing
            if pitch in held and end - held[pitch][0] <= LONGEST_HOLD
        }
        notes.extend(_released(held, going_on))
        held = {pitch: (going_on.get(pitch, chord.start), end) for pitch in voicing}
    return notes + _released(held, {})


def _released(held: dict[int, tuple[float, float]], going_on: dict[int, float]) -> list[Note]:
    return [
        Note(start, end - start, pitch, 0.5) for pitch, (start, end) in held.items() if pitch not in going_on
    ]
