"""Types and small curves that all synthesis shares. Everything runs at one rate, in float32."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from reprise.songs.engines.composer.specification import SAMPLE_RATE

Signal = NDArray[np.float32]
"""Mono (frames,) or planar stereo (2, frames)."""

__all__ = [
    "NYQUIST",
    "SAMPLE_RATE",
    "Signal",
    "coloured_noise",
    "curve",
    "decay",
    "decibels",
    "frames",
    "frequency",
    "soften_edges",
]

NYQUIST = SAMPLE_RATE / 2


def frequency(pitch: float) -> float:
    """Hz of a MIDI pitch in equal temperament, A4 = 440 Hz."""
    return float(440.0 * 2 ** ((pitch - 69) / 12))


def frames(seconds: float) -> int:
    """Sample frames of a time in seconds, at least one."""
    return max(1, round(seconds * SAMPLE_RATE))


def decibels(level: float) -> float:
    """Linear gain of a level in dB."""
    return float(10 ** (level / 20))


def curve(length: int, points: tuple[tuple[float, float], ...]) -> Signal:
    """Straight lines through (seconds, level), held after the last point."""
    times = np.arange(length, dtype=np.float32)
    at = [seconds * SAMPLE_RATE for seconds, _ in points]
    return np.interp(times, at, [level for _, level in points]).astype(np.float32)


def decay(length: int, seconds: float) -> Signal:
    """Exponential decay that reaches −60 dB after `seconds`."""
    rate = -6.9078 / (seconds * SAMPLE_RATE)
    return np.asarray(np.exp(np.arange(length, dtype=np.float32) * np.float32(rate)))


def coloured_noise(rng: Generator, length: int, low: float, high: float) -> Signal:
    """Noise between two frequencies in Hz with slopes of 12 dB an octave, RMS one."""
    spectrum = np.fft.rfft(rng.standard_normal(length, dtype=np.float32))
    hertz = np.maximum(np.fft.rfftfreq(length, 1 / SAMPLE_RATE), 1.0)
    spectrum *= 1 / np.sqrt((1 + (low / hertz) ** 4) * (1 + (hertz / high) ** 4))
    sound = np.fft.irfft(spectrum, n=length)
    return np.asarray(sound / np.sqrt(np.square(sound).mean()), dtype=np.float32)


def soften_edges(signal: Signal, attack: float, release: float) -> Signal:
    """Raised-cosine fades in place over `attack` and `release` seconds, so that no edge clicks."""
    length = signal.shape[-1]
    rise, fall = min(length, frames(attack)), min(length, frames(release))
    signal[..., :rise] *= _half_cosine(rise)
    signal[..., length - fall :] *= _half_cosine(fall)[::-1]
    return signal


def _half_cosine(length: int) -> Signal:
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length)).astype(np.float32)
