"""Chords: progressions by style and mode, cadences, and nearest-inversion voice leading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reprise.songs.engines.composer.form import Phrase
from reprise.songs.engines.composer.idioms import (
    BLUES,
    CADENCES,
    FOURTH,
    PREPARATIONS,
    PROGRESSIONS,
    Idiom,
)
from reprise.songs.engines.composer.keys import Key
from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.score import BEATS_PER_BAR


@dataclass(frozen=True, slots=True)
class Chord:
    """`tones` are pitch classes from the root up; `scale` the pitch classes that fit over it.

    `section` is the material of its phrase: "A", "B" or "C".
    """

    start: float
    length: float
    degree: int
    tones: tuple[int, ...]
    scale: tuple[int, ...]
    section: str = "A"


def chord_on(key: Key, degree: int, start: float, length: float, idiom: Idiom, section: str = "A") -> Chord:
    """The chord of a scale degree from 0 in this idiom."""
    scale = key.scale
    if key.mode == "minor" and degree == 4 and idiom.leading_tone:
        scale = (*scale[:6], (key.pitch_class + 11) % 12)
    count = 4 if idiom.sevenths else 3
    tones = tuple(scale[(degree + 2 * third) % 7] for third in range(count))
    if idiom.blue and key.mode == "major":
        scale = tuple((key.pitch_class + step) % 12 for step in (0, 2, 3, 4, 5, 7, 9, 10))
        if degree in (0, 3):
            tones = (*tones[:3], (tones[0] + 10) % 12)
        if degree == 4:
            scale = key.scale
    return Chord(start, length, degree, tones, scale, section)


def harmonise(
    key: Key, phrases: Sequence[Phrase], ending: float, length: float, idiom: Idiom, seed: int
) -> tuple[Chord, ...]:
    """A chord a bar, a dominant before the end, and the tonic from the final beat to the end."""
    chords: list[Chord] = []
    for phrase in phrases:
        for bar, degrees in enumerate(_bars(key, phrase, idiom, seed)):
            start = phrase.start + bar * BEATS_PER_BAR
            size = min(float(BEATS_PER_BAR), ending - start)
            chosen = degrees[-1:] if size < BEATS_PER_BAR else degrees
            chords.extend(
                chord_on(
                    key,
                    degree,
                    start + index * size / len(chosen),
                    size / len(chosen),
                    idiom,
                    phrase.material,
                )
                for index, degree in enumerate(chosen)
            )
    closing = replace(idiom, sevenths=idiom.sevenths and key.mode != "phrygian")
    section = phrases[-1].material if phrases else "A"
    return (*chords, chord_on(key, 0, ending, length - ending, closing, section))


def _bars(key: Key, phrase: Phrase, idiom: Idiom, seed: int) -> list[tuple[int, ...]]:
    """Degrees of each bar: one, or two where a cadence is prepared."""
    bars: list[tuple[int, ...]] = [(degree,) for degree in _degrees(key, phrase, idiom, seed)]
    closes = phrase.last or (phrase.returns and idiom.leading_tone)
    if phrase.bars > 1 and closes and idiom.harmony != "static":
        dominant = CADENCES[key.mode]
        before = PREPARATIONS.get(key.mode, ())
        draw = float(stream(seed, f"cadence {phrase.label}").random())
        split = before and idiom.leading_tone and draw < 0.6
        bars[-1] = (before[int(draw * 1000) % len(before)], dominant) if split else (dominant,)
    return bars


def _degrees(key: Key, phrase: Phrase, idiom: Idiom, seed: int) -> list[int]:
    rng = stream(seed, "harmony")
    if idiom.harmony == "blues":
        lines = BLUES[phrase.place % 3 if phrase.place >= 0 else 0]
        return list(lines[int(rng.integers(1000)) % len(lines)])[: phrase.bars]
    pool = PROGRESSIONS[key.mode]
    choices = pool.get(idiom.harmony) or pool.get("") or pool["pop"]
    order = rng.permutation(len(choices)).tolist()
    # The first section tells the key: it opens on the tonic where the pool allows.
    order.sort(key=lambda index: choices[index][0] != 0)
    first, others = order[0], rng.permutation(order[1:]).tolist() or order
    index = {"A": first, "B": others[0], "C": others[-1]}[phrase.material]
    return list(choices[index])[: phrase.bars]


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
    leaps = [min(abs(pitch - old) for old in previous) for pitch in pitches]
    leaps += [min(abs(pitch - old) for pitch in pitches) for old in previous]
    if len(pitches) == len(previous):
        leaps += [abs(pitch - old) for pitch, old in zip(pitches, previous, strict=True)]
    too_far = sum(20.0 for leap in leaps if leap > FOURTH)
    return sum(leaps) / 2 + 0.45 * drift + 0.5 * crowding + too_far
