"""How a score is played: swing, human timing and touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.score import Note

TIGHT_STYLES = {"house", "techno"}
TIMING_SECONDS = {
    "drums": 0.004,
    "bass": 0.005,
    "chords": 0.007,
    "melody": 0.009,
    "counter": 0.01,
    "pad": 0.0,
}
LAID_BACK_SECONDS = 0.006
TOUCH = 0.05
FURTHEST = 2.5
"""Standard deviations that no note goes beyond."""

HABITS = 4096


def swung(beat: float, swing: float) -> float:
    """Moves the second half of every beat later: an off-beat at .5 comes at .5 + swing / 2."""
    whole, part = divmod(beat, 1.0)
    middle = 0.5 + swing / 2
    moved = part * middle / 0.5 if part < 0.5 else middle + (part - 0.5) * (1 - middle) / 0.5
    return whole + moved


def perform(
    notes: Sequence[Note], role: str, style: str, tempo: float, swing: float, dynamics: float, seed: int
) -> tuple[Note, ...]:
    """The notes as a player with these habits times and weighs them; `dynamics` −1…1 flattens or widens.

    A deviation belongs to a place in the music, so a note more or less moves no other.
    """
    habits = (
        stream(seed, f"performance {role}").standard_normal((HABITS, 2)).clip(-FURTHEST, FURTHEST).tolist()
    )
    spread = TIMING_SECONDS[role] * (0.3 if style in TIGHT_STYLES else 1.0) * tempo / 60
    late = LAID_BACK_SECONDS * tempo / 60 if role == "melody" else 0.0
    played = []
    for note in sorted(notes, key=lambda note: (note.start, note.pitch)):
        timing, touch = habits[(round(note.start * 12) * 31 + note.pitch) % HABITS]
        moved = swung(note.start, swing) + spread * timing + late
        weight = note.velocity + TOUCH * touch
        contrast = 0.55 + (weight - 0.55) * 2.0**dynamics
        played.append(replace(note, start=max(0.0, moved), velocity=min(1.0, max(0.12, contrast))))
    return tuple(played)
