"""Chord parts and pads: patterns of each style laid over voice-led chords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from reprise.songs.engines.composer.harmony import Chord, voice
from reprise.songs.engines.composer.patterns import PATTERNS, Hit
from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.score import Note

CHORD_CENTRE = 60.0
PAD_CENTRE = 58.0
CENTRE_SPREAD = 4.0
LEFT_HAND_CENTRE = 43
LONGEST_HOLD = 16.0

SUSTAINING = {"strings", "organ", "choir"}
"""Instruments that hold chords rather than break them."""


def write_chords(
    chords: Sequence[Chord], patterns: Mapping[str, str], density: float, left_hand: bool, seed: int
) -> list[Note]:
    """Each section's pattern over its chords; a left hand adds roots below where nobody plays bass."""
    draws = stream(seed, "chords").random(len(chords)).tolist()
    centre = CHORD_CENTRE + CENTRE_SPREAD * float(stream(seed, "chord register").uniform(-1, 1))
    notes: list[Note] = []
    voicing: tuple[int, ...] = ()
    for chord, draw in zip(chords[:-1], draws, strict=False):
        voicing = voice(chord.tones, voicing, centre)
        shape = PATTERNS[patterns[chord.section]]
        hits = shape.hits if draw < 0.62 + 0.5 * density else shape.sparse
        if not notes and hits[0][0] > 0:
            # A pattern of off-beats cannot open a piece.
            hits = ((0.0, hits[0][0], 0.5, "all"), *hits)
        notes.extend(_hits(hits, chord, voicing))
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


def write_pad(chords: Sequence[Chord], entries: Set[float], seed: int) -> list[Note]:
    """Sustained chords; a note common to neighbouring chords is held on, up to LONGEST_HOLD beats.

    At the beats of `entries` every voice begins anew.
    """
    held: dict[int, tuple[float, float]] = {}
    notes: list[Note] = []
    for chord, voicing in zip(chords, pad_voices(chords, seed), strict=True):
        end = chord.start + chord.length
        going_on = {
            pitch: held[pitch][0]
            for pitch in voicing
            if pitch in held and end - held[pitch][0] <= LONGEST_HOLD and chord.start not in entries
        }
        notes.extend(_released(held, going_on))
        held = {pitch: (going_on.get(pitch, chord.start), end) for pitch in voicing}
    return notes + _released(held, {})


def pad_voices(chords: Sequence[Chord], seed: int) -> list[tuple[int, ...]]:
    """The pad's pitches over each chord, from the lowest voice up."""
    centre = PAD_CENTRE + CENTRE_SPREAD * float(stream(seed, "pad register").uniform(-1, 1))
    voicings: list[tuple[int, ...]] = []
    for chord in chords:
        voicings.append(voice(chord.tones, voicings[-1] if voicings else (), centre))
    return voicings


def _released(held: dict[int, tuple[float, float]], going_on: dict[int, float]) -> list[Note]:
    return [
        Note(start, end - start, pitch, 0.5) for pitch, (start, end) in held.items() if pitch not in going_on
    ]
