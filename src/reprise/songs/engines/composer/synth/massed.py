"""Many players at once: pads, string section, choir, organ, as PADsynth loops."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.synth.oscillators import ensemble, looped
from reprise.songs.engines.composer.synth.signal import Signal, frames, frequency, soften_edges


@lru_cache(maxsize=32)
def _section(name: str, pitch: int, levels: tuple[float, ...], cents: float) -> Signal:
    return ensemble(frequency(pitch), levels, cents, stream(0, f"{name} {pitch}"))


def _held(
    name: str,
    pitch: int,
    seconds: float,
    levels: tuple[float, ...],
    cents: float,
    attack: float,
    release: float,
) -> Signal:
    loop = _section(name, pitch, levels, cents)
    start = int(stream(0, f"{name} {pitch} {round(seconds * 20)}").integers(loop.shape[-1]))
    sound = looped(loop, start, frames(seconds + release))
    return soften_edges(sound, min(attack, 0.4 * seconds + 0.02), release)


def _low_passed(hertz: float, count: int, slope: float, cutoff: float) -> tuple[float, ...]:
    numbers = np.arange(1, count + 1)
    levels = numbers**-slope / np.sqrt(1 + (numbers * hertz / cutoff) ** 4)
    return tuple(round(float(level), 6) for level in levels)


def pad(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A warm synthesiser pad that breathes in and out."""
    levels = _low_passed(frequency(pitch), 32, 1.0, 1100 * 1.8**tone)
    return _held("pad", pitch, seconds, levels, 14.0, 0.5, 0.7)


def strings(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A string section."""
    levels = _low_passed(frequency(pitch), 40, 0.95, 2600 * 1.6**tone)
    return _held("strings", pitch, seconds, levels, 11.0, 0.22, 0.35)


def choir(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """Voices on "ah": formants of an open vowel (Peterson and Barney 1952)."""
    hertz = frequency(pitch)
    numbers = np.arange(1, 33)
    at = numbers * hertz
    mouth = 0.08 + np.exp(-(((at - 750) / 260) ** 2)) + 0.55 * np.exp(-(((at - 1150) / 260) ** 2))
    mouth += 0.18 * 1.5**tone * np.exp(-(((at - 2700) / 500) ** 2)) + 0.5 * (numbers == 1)
    levels = tuple(round(float(level), 6) for level in mouth * numbers**-0.7)
    return _held("choir", pitch, seconds, levels, 16.0, 0.3, 0.45)


def organ(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """Drawbars 8', 4', 2⅔', 2' with a slow rotary shimmer."""
    drawbars = (1.0, 0.7, 0.45, 0.3 * 1.4**tone, 0.0, 0.16, 0.0, 0.12 * 1.4**tone)
    return _held("organ", pitch, seconds, drawbars, 1.2, 0.02, 0.08)
