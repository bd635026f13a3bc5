"""Rhythms of chord instruments, a bar each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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


def _chords(*hits: tuple[float, float, float]) -> tuple[Hit, ...]:
    return tuple((beat, length, velocity, "all") for beat, length, velocity in hits)


_HELD = _chords((0.0, 4.0, 0.55))
_HALVES = _chords((0.0, 2.0, 0.58), (2.0, 2.0, 0.5))

PATTERNS: Mapping[str, Pattern] = {
    "sparse": Pattern(_arpeggio("0213", 1.0, 2.5, 0.42), ((0.0, 4.0, 0.45, "0"), (1.5, 2.5, 0.4, "2"))),
    "rolled": Pattern(
        ((0.0, 4.0, 0.45, "0"), (0.5, 3.5, 0.4, "1"), (1.0, 3.0, 0.42, "2"), (3.0, 1.0, 0.36, "3")),
        ((0.0, 4.0, 0.45, "0"), (0.5, 3.5, 0.4, "2")),
    ),
    "broken": Pattern(_arpeggio("01213121", 0.5, 1.4), _arpeggio("0121", 1.0, 2.0)),
    "arch": Pattern(_arpeggio("01232321", 0.5, 1.6, 0.46), _arpeggio("0232", 1.0, 2.0, 0.48)),
    "lazy": Pattern(
        _chords((0.0, 1.4, 0.6), (1.5, 0.9, 0.45), (2.75, 1.1, 0.5)), _chords((0.0, 2.2, 0.58),
            (2.5, 1.4, 0.46))
    ),
    "late": Pattern(
        _chords((0.5, 1.3, 0.55), (2.0, 0.4, 0.42), (2.5, 1.4, 0.52)), _chords((0.5, 2.8, 0.55))
    ),
    "stabs": Pattern(
        _chords((0.5, 0.3, 0.6), (1.5, 0.3, 0.55), (2.25, 0.25, 0.45), (2.75, 0.3, 0.6), (3.5, 0.3, 0.55)),
        _chords((0.5, 0.4, 0.6), (1.5, 0.4, 0.55), (2.5, 0.4, 0.6), (3.5, 0.4, 0.55)),
    ),
    "dotted": Pattern(
        _chords((0.0, 0.4, 0.6), (0.75, 0.4, 0.5), (1.5, 0.4, 0.55), (2.25, 0.4, 0.5), (3.0, 0.6, 0.56)),
        _chords((0.0, 0.5, 0.6), (1.5, 0.5, 0.55), (3.0, 0.6, 0.55)),
    ),
    "pulse": Pattern(
        tuple((0.75 * index, 0.25, 0.5, "all" if index % 2 == 0 else "12") for index in range(5)),
        _chords((0.75, 0.3, 0.55), (2.25, 0.3, 0.5)),
    ),
    "sequence": Pattern(_arpeggio("0120312013203123", 0.25, 0.2, 0.42),
        _arpeggio("01203120", 0.5, 0.22, 0.44)),
    "eighths": Pattern(
        _chords(*((0.5 * index, 0.45, 0.62 if index % 4 == 0 else 0.5) for index in range(8))),
        _chords((0.0, 1.9, 0.6), (2.0, 0.9, 0.52), (3.0, 0.9, 0.55)),
    ),
    "power": Pattern(
        _chords((0.0, 0.9, 0.66), (1.0, 0.4, 0.5), (1.5, 1.4, 0.6), (3.0, 0.4, 0.52), (3.5, 0.4, 0.56)),
        _chords((0.0, 2.4, 0.64), (2.5, 1.4, 0.55)),
    ),
    "comping": Pattern(
        _chords((0.0, 0.5, 0.5), (1.5, 0.6, 0.58), (3.5, 0.5, 0.46)), _chords((0.0, 1.0, 0.5),
            (1.5, 1.5, 0.52))
    ),
    "charleston": Pattern(
        _chords((0.0, 1.2, 0.56), (1.5, 0.4, 0.54), (2.5, 0.8, 0.44)), _chords((0.0, 1.2, 0.55),
            (1.5, 1.2, 0.5))
    ),
    "alberti": Pattern(_arpeggio("02120212", 0.5, 0.55, 0.44), _HALVES),
    "chorale": Pattern(_chords((0, 0.95, 0.55), (1, 0.95, 0.46), (2, 0.95, 0.52), (3, 0.95, 0.46)), _HALVES),
    "picking": Pattern(_arpeggio("02132313", 0.5, 1.3, 0.48), _arpeggio("0213", 1.0, 1.8, 0.5)),
    "strum": Pattern(
        _chords((0.0, 0.9, 0.6), (1.0, 0.45, 0.5), (1.5, 0.45, 0.44), (2.0, 0.9, 0.58), (3.0, 0.45, 0.5),
                (3.5, 0.45, 0.45)),
        _chords((0.0, 1.8, 0.58), (2.0, 0.9, 0.5), (3.0, 0.9, 0.5)),
    ),
    "scratch": Pattern(
        _chords((0.0, 0.3, 0.55), (0.75, 0.15, 0.4), (1.5, 0.25, 0.55), (1.75, 0.15, 0.35), (2.5, 0.3, 0.5),
                (3.25, 0.15, 0.38), (3.5, 0.3, 0.52)),
        _chords((0.5, 0.2, 0.5), (1.5, 0.25, 0.55), (2.5, 0.2, 0.5), (3.5, 0.25, 0.55)),
    ),
    "chank": Pattern(
        _chords((0.5, 0.12, 0.45), (1.0, 0.3, 0.6), (1.75, 0.12, 0.4), (2.25, 0.2, 0.48), (3.0, 0.3, 0.6),
                (3.75, 0.15, 0.42)),
        _chords((1.0, 0.3, 0.58), (3.0, 0.3, 0.58)),
    ),
    "push": Pattern(
        ((0.0, 1.4, 0.58, "all"), (1.5, 1.0, 0.48, "all"), (2.5, 0.5, 0.44, "12"), (3.0, 0.9, 0.52, "all")),
        _HALVES,
    ),
    "ostinato": Pattern(_arpeggio("0212021202120212", 0.25, 0.24, 0.42),
        _arpeggio("02120212", 0.5, 0.4, 0.44)),
    "bossa": Pattern(
        _chords((0.0, 0.9, 0.54), (1.0, 0.4, 0.42), (1.5, 0.9, 0.54), (2.5, 0.9, 0.5), (3.5, 0.5, 0.5)),
        _chords((0.0, 1.4, 0.52), (1.5, 1.4, 0.52), (3.0, 0.9, 0.46)),
    ),
    "partido": Pattern(
        _chords((0.5, 0.4, 0.5), (1.0, 0.4, 0.46), (2.0, 0.4, 0.52), (2.5, 0.9, 0.5), (3.5, 0.4, 0.52)),
        _chords((0.5, 1.4, 0.5), (2.0, 1.5, 0.52)),
    ),
    "skank": Pattern(
        _chords((1.0, 0.25, 0.58), (1.5, 0.15, 0.4), (3.0, 0.25, 0.58), (3.5, 0.15, 0.4)),
        _chords((1.0, 0.3, 0.58), (3.0, 0.3, 0.58)),
    ),
    "offbeats": Pattern(
        _chords((0.5, 0.25, 0.52), (1.5, 0.25, 0.56), (2.5, 0.25, 0.52), (3.5, 0.25, 0.56)),
        _chords((0.5, 0.3, 0.52), (2.5, 0.3, 0.54)),
    ),
    "shuffle": Pattern(
        _chords((0.0, 0.45, 0.6), (0.5, 0.3, 0.4), (1.0, 0.45, 0.54), (1.5, 0.3, 0.4), (2.0, 0.45, 0.58),
                (2.5, 0.3, 0.4), (3.0, 0.45, 0.54), (3.5, 0.3, 0.42)),
        _chords((0.0, 0.9, 0.58), (1.0, 0.9, 0.5), (2.0, 0.9, 0.56), (3.0, 0.9, 0.5)),
    ),
    "held": Pattern(_HALVES, _HELD),
}  # fmt: skip
