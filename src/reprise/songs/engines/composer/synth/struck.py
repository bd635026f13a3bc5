"""Struck instruments: felt piano, FM electric piano, bells, bars."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.synth.oscillators import decaying_partials
from reprise.songs.engines.composer.synth.signal import (
    SAMPLE_RATE,
    Signal,
    decay,
    frames,
    frequency,
    soften_edges,
)
from reprise.songs.engines.filters import taps

Curve = NDArray[np.float64]

PIANO_SECONDS = 7.0
PIANO_KEPT = (1.5, 3.5)
"""Lengths in seconds to which tones are kept in memory unless a longer one is played."""

RELEASE = 0.12


def piano(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A felt piano: stretched partials that fade faster the higher they are, three strings, soft hammer."""
    sounding = seconds + RELEASE
    body, edge = _piano_tone(pitch, next((kept for kept in PIANO_KEPT if kept >= sounding), PIANO_SECONDS))
    length = min(frames(sounding), len(body))
    bright = min(1.8, (0.3 + 1.6 * velocity**1.5) * 2.0**tone)
    return soften_edges(body[:length] + np.float32(bright) * edge[:length], 0.002, RELEASE)


@lru_cache(maxsize=64)
def _piano_tone(pitch: int, seconds: float) -> tuple[Signal, Signal]:
    """The mellow and the brilliant half of a string's tone up to `seconds`; velocity sets how they mix."""
    hertz = frequency(pitch)
    rng = stream(0, f"piano {pitch}")
    number = np.arange(1, max(6, min(20, int(9_000 / hertz))) + 1)
    stretched = number * hertz * np.sqrt(1 + _inharmonicity(pitch) * number**2)
    stretched *= 1 + 0.0002 * rng.standard_normal(len(number))
    comb = 0.25 + np.abs(np.sin(np.pi * number / 8.3))
    sustain = 11.0 * 2 ** (-(pitch - 36) / 18)
    times = np.minimum(PIANO_SECONDS * 1.6, sustain / number**0.75) + 0.15
    length = min(frames(seconds), frames(float(times[0]) * 1.1))
    soft, hard = comb * np.exp(-0.75 * (number - 1)), comb * number**-1.1 * (number > 1)
    body = decaying_partials(length, stretched, soft, times)
    body += decaying_partials(length, stretched[:3] * 1.0006, 0.6 * soft[:3], times[:3] * 0.55)
    edge = decaying_partials(length, stretched, 0.55 * hard, times * 0.6)
    knock = rng.standard_normal(1024).astype(np.float32) * decay(1024, 0.02)
    edge[:1024] += 0.03 * taps(knock, np.full(25, 1 / 25))
    return body, edge


def _inharmonicity(pitch: int) -> float:
    return float(0.00012 * 2 ** ((pitch - 48) / 10))


def electric_piano(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """Two-operator FM (Chowning 1973): a tine that rings over a soft body, with slow tremolo."""
    hertz = frequency(pitch)
    length = frames(min(seconds + 0.2, 5.0))
    time = np.arange(length) / SAMPLE_RATE
    turn = 2 * np.pi * hertz * time
    index = (0.35 + 1.3 * velocity**1.4) * 1.7**tone * min(1.0, 420 / hertz + 0.25)
    body = np.sin(turn + index * decay(length, 1.6) * np.sin(turn))
    tine = np.sin(turn + 0.5 * decay(length, 0.25) * np.sin(14 * turn)) if hertz < 900 else np.sin(turn)
    fade = decay(length, 7.0 * 2 ** (-(pitch - 48) / 26))
    tremolo = 1 + 0.06 * np.sin(2 * np.pi * 4.6 * time)
    sound = ((0.8 * body + 0.3 * velocity * tine) * fade * tremolo).astype(np.float32)
    return soften_edges(sound, 0.003, 0.15)


def bells(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A small bell: the partials of a struck bar and an octave of warmth below them."""
    ratios = np.array([1.0, 2.0, 2.76, 4.07, 5.4, 8.93])
    levels = np.array([1.0, 0.3, 0.28, 0.1, 0.14, 0.05]) * np.array(
        [1, 1, *[(0.6 + velocity) * 1.6**tone] * 4]
    )
    return _ringing(pitch, seconds, ratios, levels, np.array([3.4, 2.6, 1.5, 0.9, 0.6, 0.3]), 0.7)


def marimba(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A wooden bar tuned 1 : 4 : 10 over its resonator."""
    levels = np.array([1.0, 0.3 * (0.5 + velocity), 0.12 * (0.4 + velocity) * 1.6**tone])
    return _ringing(pitch, seconds, np.array([1.0, 3.98, 9.9]), levels, np.array([1.3, 0.4, 0.12]), 0.6)


def vibraphone(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A metal bar tuned 1 : 4 : 10 with long decay and the motor's tremolo."""
    levels = np.array([1.0, 0.22 * (0.5 + velocity), 0.06 * (0.4 + velocity) * 1.6**tone])
    sound = _ringing(pitch, seconds, np.array([1.0, 4.0, 10.0]), levels, np.array([4.5, 2.0, 0.4]), 0.35)
    motor = 1 + 0.16 * np.sin(2 * np.pi * 5.2 * np.arange(len(sound)) / SAMPLE_RATE)
    return (sound * motor).astype(np.float32)


def _ringing(
    pitch: int, seconds: float, ratios: Curve, levels: Curve, times: Curve, release: float
) -> Signal:
    """Partials at fixed ratios that ring for `release` seconds after the note ends."""
    shorter = 2 ** (-(pitch - 72) / 30)
    length = frames(min(seconds + release, 1.1 * shorter * float(times[0])))
    sound = decaying_partials(length, frequency(pitch) * ratios, levels, times * shorter)
    return soften_edges(sound, 0.0015, min(release, 0.5))
