"""Drums from sines and noise, one sound for each General MIDI percussion key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.synth.oscillators import decaying_partials
from reprise.songs.engines.composer.synth.signal import (
    SAMPLE_RATE,
    Signal,
    coloured_noise,
    decay,
    frames,
    soften_edges,
)

Strike = Callable[[], Signal]


def _noise(name: str, seconds: float, low: float, high: float) -> Signal:
    """White noise between two frequencies in Hz, RMS about one."""
    return coloured_noise(stream(0, f"drum {name}"), frames(seconds), low, high)


def _sweep(seconds: float, start: float, end: float, fall: float, ring: float) -> Signal:
    """A sine that falls from `start` to `end` Hz in about `fall` seconds and rings for `ring`."""
    length = frames(seconds)
    hertz = end + (start - end) * np.exp(-np.arange(length) / (fall * SAMPLE_RATE))
    wave = np.sin(2 * np.pi * np.cumsum(hertz) / SAMPLE_RATE)
    return wave.astype(np.float32) * decay(length, ring)


def _kick() -> Signal:
    sound = _sweep(0.4, 190, 49, 0.028, 0.38)
    click = _noise("kick", 0.02, 1200, 6000) * decay(frames(0.02), 0.012)
    sound[: len(click)] += 0.07 * click
    return np.asarray(np.tanh(1.3 * sound), dtype=np.float32)


def _snare() -> Signal:
    sound = 0.32 * _noise("snare", 0.3, 1300, 9500) * decay(frames(0.3), 0.21)
    shell = decaying_partials(len(sound), (188, 331), (0.5, 0.28), (0.16, 0.1))
    return sound + shell


def _rim() -> Signal:
    wood = decaying_partials(frames(0.09), (1650, 2480, 480), (0.4, 0.25, 0.3), (0.05, 0.04, 0.06))
    return wood + 0.04 * _noise("rim", 0.09, 2000, 8000) * decay(len(wood), 0.03)


def _clap() -> Signal:
    sound = 0.26 * _noise("clap", 0.26, 850, 5500)
    hands = np.zeros(len(sound), dtype=np.float32)
    for onset, level, ring in ((0.0, 0.7, 0.03), (0.011, 0.8, 0.03), (0.023, 1.0, 0.2)):
        start = frames(onset) if onset else 0
        hands[start:] += level * decay(len(sound) - start, ring)
    return sound * hands


def _hat(name: str, seconds: float, ring: float, level: float) -> Strike:
    def strike() -> Signal:
        length = frames(seconds)
        metal = decaying_partials(length, (6150, 8320, 9780, 11_340), (0.12,) * 4, (ring * 0.8,) * 4)
        hiss = _noise(name, seconds, 6500, 15_000) * decay(length, ring)
        return np.float32(level) * (metal + np.float32(0.3) * hiss)

    return strike


def _ride() -> Signal:
    length = frames(0.9)
    ping = decaying_partials(length, (3140, 4270, 5530, 7190), (0.1, 0.09, 0.07, 0.05), (0.5, 0.6, 0.5, 0.4))
    return 0.7 * ping + 0.08 * _noise("ride", 0.9, 5000, 14_000) * decay(length, 0.65)


def _crash() -> Signal:
    length = frames(2.2)
    wash = _noise("crash", 2.2, 2800, 14_000) * decay(length, 1.8)
    return 0.16 * wash + 0.1 * _noise("crash body", 2.2, 900, 4000) * decay(length, 0.9)


def _tom(start: float, end: float, ring: float) -> Strike:
    def strike() -> Signal:
        skin = 0.07 * _noise(f"tom {end}", 0.06, 300, 3000) * decay(frames(0.06), 0.04)
        sound = 0.75 * _sweep(ring + 0.1, start, end, 0.05, ring)
        sound[: len(skin)] += skin
        return sound

    return strike


def _shaker() -> Signal:
    sound = 0.14 * _noise("shaker", 0.11, 5200, 12_500)
    return soften_edges(sound, 0.03, 0.06)


def _tambourine() -> Signal:
    length = frames(0.22)
    jingles = decaying_partials(length, (7420, 8810, 10_270), (0.06,) * 3, (0.18,) * 3)
    return jingles + 0.1 * _noise("tambourine", 0.22, 6500, 14_000) * decay(length, 0.12)


STRIKES: Mapping[int, Strike] = {
    36: _kick,
    37: _rim,
    38: _snare,
    39: _clap,
    41: _tom(110, 58, 0.8),
    42: _hat("closed hat", 0.09, 0.055, 0.62),
    45: _tom(150, 92, 0.4),
    46: _hat("open hat", 0.32, 0.26, 0.55),
    47: _tom(200, 128, 0.35),
    49: _crash,
    50: _tom(260, 172, 0.3),
    51: _ride,
    54: _tambourine,
    63: _tom(320, 292, 0.16),
    64: _tom(225, 196, 0.22),
    70: _shaker,
}

PAN: Mapping[int, float] = {
    42: 0.22, 46: 0.22, 51: -0.3, 49: -0.25, 50: -0.25, 47: 0.1, 45: 0.3, 70: -0.4, 54: 0.4, 63: -0.25,
    64: 0.2,
}  # fmt: skip
"""Places in stereo as the audience sees them, −1 left to 1 right; others are in the middle."""

SEND: Mapping[int, float] = {36: 0.02, 42: 0.08, 46: 0.12, 70: 0.15, 51: 0.2}
"""Share that goes to the reverb; others send 0.35."""


@lru_cache(maxsize=len(STRIKES))
def strike(key: int) -> Signal:
    """The sound of a percussion key at full strength."""
    return soften_edges(STRIKES[key](), 0.0006, 0.01)
