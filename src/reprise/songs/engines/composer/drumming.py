"""Drum parts: bar patterns by style, fills at the ends of phrases, General MIDI percussion keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from numpy.random import Generator

from reprise.songs.engines.composer.form import Phrase
from reprise.songs.engines.composer.randomness import chance, stream
from reprise.songs.engines.composer.score import BEATS_PER_BAR, Note

KICK, RIM, SNARE, CLAP, LOW_TOM, CLOSED_HAT, MID_TOM, OPEN_HAT = 36, 37, 38, 39, 45, 42, 47, 46
CRASH, HIGH_TOM, RIDE, TAMBOURINE, HIGH_CONGA, LOW_CONGA, SHAKER, TAIKO = 49, 50, 51, 54, 63, 64, 70, 41

STRENGTH = {"X": 0.85, "x": 0.62, "o": 0.34}
MAYBE = "?"

Groove = Mapping[int, str]

GROOVES: Mapping[str, Groove] = {
    "pop": {KICK: "X.....x.X..?....", SNARE: "....X.......X..?", CLOSED_HAT: "x.o.x.o.x.o.x.o."},
    "soft": {KICK: "x.......x.......", RIM: "....x.......x...", CLOSED_HAT: "o.o.o.o.o.o.o.o."},
    "rock": {KICK: "X......?X.x.....", SNARE: "....X.......X...", CLOSED_HAT: "x.x.x.x.x.x.x.x."},
    "house": {KICK: "X...X...X...X...", CLAP: "....x.......x...", OPEN_HAT: "..x...x...x...x.",
              CLOSED_HAT: "o?.oo?.oo?.oo?.o", SHAKER: "o.oo..o.o.oo..o."},
    "techno": {KICK: "X...X...X...X...", CLAP: "....o.......o...", CLOSED_HAT: "o.xoo.xoo.xoo.xo",
               RIM: "...?..o....?..?."},
    "boom bap": {KICK: "X......o..X..?..", SNARE: "....X..?....X...", CLOSED_HAT: "x.o.x.o.x.o.x.oo"},
    "jazz": {RIDE: "x...x.o.x...x.o.", CLOSED_HAT: "....o.......o...", KICK: "o.......?.......",
             SNARE: "......?.......?."},
    "funk": {KICK: "X..x..x...?x..?.", SNARE: "....X..o.o..X..o", CLOSED_HAT: "x.xox.xox.xox.x."},
    "cinematic": {TAIKO: "X.....x.x.......", LOW_TOM: "...?....x..x..o?", SHAKER: "o.o.o.o.o.o.o.o."},
    "hand": {LOW_CONGA: "x.....x...x.....", HIGH_CONGA: "....x..o....x.o?", SHAKER: "x.oox.oox.oox.oo",
             TAMBOURINE: "....o.......o..."},
}  # fmt: skip

FILL: tuple[tuple[int, str], ...] = (
    (SNARE, "........o.o.xoxX"), (HIGH_TOM, "........x.x....."), (MID_TOM, "..........x.x..."),
    (LOW_TOM, "............x.xx"),
)  # fmt: skip


def groove_for(style_groove: str | None, instrument: str) -> str:
    """The groove an instrument plays: hand percussion has its own, styles without drums a soft one."""
    if instrument == "percussion":
        return "cinematic" if style_groove == "cinematic" else "hand"
    return "soft" if style_groove in (None, "cinematic") else str(style_groove)


def write_drums(
    phrases: Sequence[Phrase], ending: float, groove: str, density: float, always: bool, seed: int
) -> list[Note]:
    """Drums of all phrases with enough energy (or of all, if `always`), and a last hit on the final chord."""
    notes: list[Note] = []
    for index, phrase in enumerate(phrases):
        if phrase.energy < 0.4 and not always:
            continue
        rng = stream(seed, f"drums {index}")
        notes.extend(_phrase(phrase, groove, density, rng, with_crash=phrase.start > 0 and phrase.turn == 0))
    notes.extend(_last_hit(ending, groove))
    return [note for note in notes if note.start < ending or note.start == ending]


def _phrase(phrase: Phrase, groove: str, density: float, rng: Generator, with_crash: bool) -> list[Note]:
    notes: list[Note] = []
    has_kit = SNARE in GROOVES[groove]
    for bar in range(phrase.bars):
        start = phrase.start + bar * BEATS_PER_BAR
        filling = has_kit and bar == phrase.bars - 1 and phrase.bars > 1 and phrase.energy > 0.5
        notes.extend(_bar(start, GROOVES[groove], density, rng, until=8 if filling else 16))
        if filling:
            notes.extend(_fill(start, rng))
    if with_crash and has_kit and groove != "jazz":
        notes.append(Note(phrase.start, 2.0, CRASH, 0.55))
    return notes


def _bar(start: float, groove: Groove, density: float, rng: Generator, until: int) -> list[Note]:
    notes = []
    for key, pattern in groove.items():
        for step, mark in enumerate(pattern[:until]):
            if velocity := _strength(mark, density, rng):
                notes.append(Note(start + step / 4, 0.25, key, velocity))
    return notes


def _strength(mark: str, density: float, rng: Generator) -> float:
    """Velocity of a mark, 0 for none; ghosts come and go with density, strong hits stay."""
    draw = float(rng.random())
    if mark == MAYBE:
        return 0.45 if draw < 0.3 + 0.4 * density else 0.0
    if mark == "o" and draw > 0.95 + 0.6 * density:
        return 0.0
    return STRENGTH.get(mark, 0.0)


def _fill(start: float, rng: Generator) -> list[Note]:
    chosen = FILL[:1] if chance(rng, 0.5) else FILL[1:]
    kick = [Note(start, 0.25, KICK, 0.8), Note(start + 2, 0.25, KICK, 0.6)]
    hits = [
        Note(start + step / 4, 0.25, key, STRENGTH[mark] * 0.9)
        for key, pattern in chosen
        for step, mark in enumerate(pattern)
        if mark in STRENGTH
    ]
    return kick + hits


def _last_hit(ending: float, groove: str) -> list[Note]:
    if TAIKO in GROOVES[groove]:
        return [Note(ending, 1.0, TAIKO, 0.9)]
    if SNARE in GROOVES[groove] or CLAP in GROOVES[groove] or RIM in GROOVES[groove]:
        return [Note(ending, 1.0, KICK, 0.8), Note(ending, 4.0, CRASH, 0.5)]
    return [Note(ending, 1.0, LOW_CONGA, 0.7)]
