"""Drum parts: a groove for each section, fills at the ends of phrases, a last hit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reprise.songs.engines.composer.form import Phrase
from reprise.songs.engines.composer.grooves import (
    CLAP,
    CRASH,
    FILLS,
    GROOVES,
    HAND_DRUMS,
    KICK,
    LOW_CONGA,
    MAYBE,
    RIM,
    SNARE,
    SOFT_DRUMS,
    STRENGTH,
    TAIKO,
    Groove,
)
from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.score import BEATS_PER_BAR, Note

STEPS = 16


def grooves_for(style_grooves: Sequence[str], instrument: str) -> tuple[str, ...]:
    """The grooves an instrument plays: hand percussion has its own, styles without drums a soft one."""
    orchestral = any(TAIKO in GROOVES[name] for name in style_grooves)
    if instrument == "percussion":
        return tuple(style_grooves) if orchestral else HAND_DRUMS
    return SOFT_DRUMS if orchestral or not style_grooves else tuple(style_grooves)


def write_drums(
    phrases: Sequence[Phrase], ending: float, grooves: Mapping[str, str], density: float, seed: int
) -> list[Note]:
    """Drums of these phrases, each section in its groove, and a last hit on the final chord."""
    notes: list[Note] = []
    for index, phrase in enumerate(phrases):
        groove = grooves[phrase.material]
        notes.extend(_phrase(phrase, groove, density, seed, index, with_crash=index > 0 and phrase.turn == 0))
    notes = [note for note in notes if note.start < ending]
    return [*notes, *_last_hit(ending, grooves["A"])]


def _phrase(
    phrase: Phrase, groove: str, density: float, seed: int, index: int, with_crash: bool
) -> list[Note]:
    rng = stream(seed, f"drums {index}")
    draws = rng.random((phrase.bars, len(GROOVES[groove]), STEPS))
    fill = FILLS[int(rng.integers(len(FILLS)))]
    notes: list[Note] = []
    has_kit = SNARE in GROOVES[groove]
    for bar in range(phrase.bars):
        start = phrase.start + bar * BEATS_PER_BAR
        filling = has_kit and bar == phrase.bars - 1 and phrase.bars > 1 and phrase.energy > 0.5
        notes.extend(_bar(start, GROOVES[groove], density, draws[bar], until=8 if filling else STEPS))
        if filling:
            notes.extend(_fill(start, fill))
    if with_crash and has_kit and "jazz" not in groove:
        notes.append(Note(phrase.start, 2.0, CRASH, 0.55))
    return notes


def _bar(start: float, groove: Groove, density: float, draws: NDArray[np.float64], until: int) -> list[Note]:
    return [
        Note(start + step / 4, 0.25, key, velocity)
        for row, (key, pattern) in enumerate(groove.items())
        for step, mark in enumerate(pattern[:until])
        if (velocity := _strength(mark, density, float(draws[row, step])))
    ]


def _strength(mark: str, density: float, draw: float) -> float:
    """Velocity of a mark, 0 for none; ghosts come and go with density, strong hits stay."""
    if mark == MAYBE:
        return 0.45 if draw < 0.3 + 0.4 * density else 0.0
    if mark == "o" and draw > 0.95 + 0.6 * density:
        return 0.0
    return STRENGTH.get(mark, 0.0)


def _fill(start: float, fill: Sequence[tuple[int, str]]) -> list[Note]:
    kick = [Note(start, 0.25, KICK, 0.8), Note(start + 2, 0.25, KICK, 0.6)]
    hits = [
        Note(start + step / 4, 0.25, key, STRENGTH[mark] * 0.9)
        for key, pattern in fill
        for step, mark in enumerate(pattern)
        if mark in STRENGTH
    ]
    return kick + hits


def _last_hit(ending: float, groove: str) -> list[Note]:
    if TAIKO in GROOVES[groove]:
        return [Note(ending, 1.0, TAIKO, 0.9)]
    if {SNARE, CLAP, RIM} & set(GROOVES[groove]):
        return [Note(ending, 1.0, KICK, 0.8), Note(ending, 4.0, CRASH, 0.5)]
    return [Note(ending, 1.0, LOW_CONGA, 0.7)]
