"""Plucked strings after Karplus and Strong (1983), all periods computed at once."""

from __future__ import annotations

import numpy as np

from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.synth.oscillators import decaying_partials
from reprise.songs.engines.composer.synth.signal import (
    SAMPLE_RATE,
    Signal,
    curve,
    decay,
    frames,
    frequency,
    soften_edges,
)
from reprise.songs.engines.filters import taps


def pluck(
    hertz: float, length: int, sustain: float, damping: float, cutoff: float, position: float
) -> Signal:
    """A string that rings `sustain` seconds to −60 dB; partials above `cutoff` Hz are hardly excited.

    The circulating filter of Karplus and Strong is a real gain per harmonic and period, so period m is the
    inverse transform of spectrum · gain^m. `damping` 0–1 is the weight of its neighbours' mean; `position`
    is where the string is plucked, as a share of its length.
    """
    size = _smooth_size(SAMPLE_RATE / hertz)
    step = size * hertz / SAMPLE_RATE
    periods = int(length * step) // size + 2
    harmonic = np.arange(size // 2 + 1)
    turn = 2 * np.pi * harmonic / size
    loss = 6.9078 / (hertz * sustain) - np.log(np.maximum(1 - damping * (1 - np.cos(turn)), 1e-6))
    noise = stream(0, f"pluck {round(hertz * 100)}").random(len(harmonic))
    level = np.abs(np.sin(np.pi * harmonic * position)) / (1 + (harmonic * hertz / cutoff) ** 2)
    level[1:] *= harmonic[1:] ** -0.35
    start = level * np.exp(2j * np.pi * noise) * (harmonic > 0) * size
    gains = np.exp(-np.multiply.outer(np.arange(periods, dtype=np.float32), loss.astype(np.float32)))
    rows = np.fft.irfft(start.astype(np.complex64) * gains, n=size, axis=1)
    return _stretched(np.asarray(rows, dtype=np.float32).reshape(-1), step, length)


def _smooth_size(period: float) -> int:
    """The nearest even length with no prime factor above 7, for which transforms are fast."""
    candidates = (
        2**a * 3**b * 5**c * 7**d for a in range(1, 11) for b in range(6) for c in range(4) for d in (0, 1)
    )
    return int(min(candidates, key=lambda size: (abs(size - period), size)))


def _stretched(sound: Signal, step: float, length: int) -> Signal:
    """The sound read at `step` samples a frame, which tunes a whole-numbered period exactly."""
    positions = np.arange(length) * step
    whole = positions.astype(np.int64)
    part = (positions - whole).astype(np.float32)
    return sound[whole] * (1 - part) + sound[whole + 1] * part


def guitar(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A nylon string with the body's warmth."""
    length = frames(min(seconds + 0.25, 4.0))
    cutoff = (900 + 2200 * velocity) * 1.6**tone
    return soften_edges(pluck(frequency(pitch), length, 3.2, 0.32, cutoff, 0.21), 0.002, 0.2)


def harp(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A long string plucked near its middle, left to ring."""
    length = frames(min(seconds + 1.2, 4.5))
    cutoff = (1000 + 1500 * velocity) * 1.6**tone
    return soften_edges(pluck(frequency(pitch), length, 4.0, 0.22, cutoff, 0.42), 0.002, 0.9)


def electric_guitar(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A steel string through a warm, slightly driven amplifier."""
    length = frames(min(seconds + 0.08, 4.0))
    string = pluck(frequency(pitch), length, 5.0, 0.12, 1800 * 1.5**tone, 0.17)
    drive = (1.2 + 2.2 * velocity) / max(1e-6, float(np.sqrt(np.square(string[:4000]).mean())))
    driven = np.tanh(string * np.float32(drive * 0.5))
    return soften_edges(_cabinet(driven.astype(np.float32)), 0.002, 0.06)


def _cabinet(sound: Signal) -> Signal:
    """A loudspeaker's roll-off: a short smoothing kernel, −3 dB near 3.5 kHz."""
    kernel = np.hanning(11)[1:-1]
    return taps(sound, kernel / kernel.sum())


def bass(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A finger-plucked electric bass."""
    length = frames(min(seconds + 0.06, 6.5))
    string = pluck(frequency(pitch), length, 6.0, 0.5, (420 + 500 * velocity) * 1.5**tone, 0.19)
    return soften_edges(string, 0.004, 0.06)


def upright_bass(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A gut string: darker, with a shorter bloom and the finger's thump."""
    length = frames(min(seconds + 0.1, 5.0))
    string = pluck(frequency(pitch), length, 3.6, 0.6, (260 + 320 * velocity) * 1.5**tone, 0.3)
    thump = decaying_partials(length, [frequency(pitch) * 0.99, 95.0], [0.5, 0.2], [0.5, 0.12])
    level = np.float32(np.sqrt(np.square(string[:6000]).mean()))
    return soften_edges(string + thump * level, 0.005, 0.09)


def synth_bass(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A saw through a closing low-pass filter, as partials that fade faster the higher they are."""
    hertz = frequency(pitch)
    length = frames(seconds + 0.05)
    number = np.arange(1, 25)
    held = decaying_partials(length, number[:5] * hertz, (1.0, 0.5, 0.28, 0.14, 0.07), [30.0] * 5)
    opening = number**-0.85 * (0.4 + velocity) * 1.5**tone
    sweep = decaying_partials(length, number * hertz, opening, 1.6 / number**0.8 + 0.06)
    gate = curve(length, ((0, 1), (0.3, 0.85), (2.0, 0.7)))
    return soften_edges((0.8 * held + 0.45 * sweep) * gate, 0.004, 0.045)


def synth(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A poly-synth pluck: two detuned saws whose filter closes fast, in stereo."""
    hertz = frequency(pitch)
    length = frames(seconds + 0.22)
    number = np.arange(1, max(4, min(18, int(8_000 / hertz))) + 1)
    levels = number**-0.9 * np.exp(-number * 0.07 * 2.0**-tone) * (0.5 + 0.5 * velocity)
    times = 2.4 / (1 + 0.35 * number * 2.0 ** (-0.5 * tone))
    sides = [decaying_partials(length, number * hertz * detune, levels, times, phase)
             for detune, phase in ((0.9975, -1.1), (1.0025, 1.1))]  # fmt: skip
    middle = decaying_partials(length, number * hertz, levels, times)
    return soften_edges(np.stack([side + middle for side in sides]) * decay(length, 3.0), 0.003, 0.18)
