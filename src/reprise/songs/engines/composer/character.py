"""Style, moods and deltas melted into the numbers that composition and sound are steered by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reprise.songs.engines.composer.brief import Brief
from reprise.songs.engines.composer.keys import MODES
from reprise.songs.engines.composer.styles import MOODS, STYLES, Style

TEMPO_SPAN = 0.2
MODE_SPAN = 2
OCTAVE = 12
SWING_SPAN, MOST_SWING = 0.2, 0.42
WEIGHT_DB = {True: 8.0, False: 18.0}
"""How far the four instrument weights reach in dB, up (True) and down (False)."""


@dataclass(frozen=True, slots=True)
class Character:
    """Numbers around zero unless said otherwise; `swing` as in Style, `register` in semitones.

    `octaves` is the share of the melody that is played an octave higher, or lower where it is negative.
    """

    style: Style
    tempo: float
    mode: str
    density: float
    swing: float
    register: float
    octaves: float
    brightness: float
    dynamics: float
    reverb: float
    weights_db: Mapping[str, float]


def character(brief: Brief, deltas: Mapping[str, float]) -> Character:
    """The character of a brief under deltas −1…1; deltas of 0 leave tempo and mode exactly as asked."""
    style = STYLES[brief.style]
    return Character(
        style=style,
        tempo=brief.tempo * (1 + TEMPO_SPAN * deltas["tempo"]),
        mode=_shifted_mode(brief.mode, deltas["mode"]),
        density=_pull(brief, "density") + deltas["density"],
        swing=_swing(style.swing, deltas["swing"]),
        register=0.35 * OCTAVE * _pull(brief, "register"),
        octaves=deltas["register"],
        brightness=_pull(brief, "brightness") + deltas["brightness"],
        dynamics=_pull(brief, "dynamics") + deltas["dynamics"],
        reverb=max(0.0, style.reverb * (1 + 0.5 * _pull(brief, "reverb")) * 2.5 ** deltas["reverb"]),
        weights_db={
            name: deltas[name] * WEIGHT_DB[deltas[name] > 0] for name in ("drums", "bass", "pad", "lead")
        },
    )


def _swing(usual: float, delta: float) -> float:
    """Up to even at −1, and at 1 as far beyond the usual as MOST_SWING allows."""
    return usual * (1 + delta) if delta < 0 else usual + min(SWING_SPAN, MOST_SWING - usual) * delta


def _pull(brief: Brief, name: str) -> float:
    return float(sum(getattr(MOODS[mood], name) for mood in brief.moods) / max(1, len(brief.moods)))


def _shifted_mode(mode: str, delta: float) -> str:
    order = list(MODES)
    position = order.index(mode) - round(MODE_SPAN * delta)
    return order[min(len(order) - 1, max(0, position))]
