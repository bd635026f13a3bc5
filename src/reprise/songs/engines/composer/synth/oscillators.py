"""Sources of tone: banks of decaying partials, wavetables with vibrato, and PADsynth ensembles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from reprise.songs.engines.composer.synth.signal import NYQUIST, SAMPLE_RATE, Signal

BLOCK = 256
TABLE = 16_384
ENSEMBLE_FRAMES = 2**17
INAUDIBLE = 7.6
"""Natural logarithm of 66 dB."""


def decaying_partials(
    length: int,
    frequencies: Iterable[float],
    levels: Iterable[float],
    decay_times: Iterable[float],
    phase: float = 0.0,
) -> Signal:
    """Sum of exponentially decaying sines; `decay_times` in seconds to −60 dB.

    Each partial is an outer product of two short complex exponentials, some ten times cheaper than a sine
    a sample, and is left off once it cannot be heard.
    """
    out = np.zeros(-(-length // BLOCK) * BLOCK, dtype=np.float32)
    for hertz, level, seconds in zip(frequencies, levels, decay_times, strict=True):
        if hertz < 0.9 * NYQUIST:
            _add_partial(out, hertz, level, seconds, phase)
    return out[:length]


def _add_partial(out: Signal, hertz: float, level: float, seconds: float, phase: float) -> None:
    rate = complex(-6.9078 / seconds, 2 * np.pi * hertz) / SAMPLE_RATE
    blocks = min(len(out) // BLOCK, int(INAUDIBLE / -rate.real) // BLOCK + 1)
    slow = level * np.exp(rate * BLOCK * np.arange(blocks))
    fast = np.exp(rate * np.arange(BLOCK) + 1j * (phase - np.pi / 2))
    real = np.multiply.outer(slow.real.astype(np.float32), fast.real.astype(np.float32))
    real -= np.multiply.outer(slow.imag.astype(np.float32), fast.imag.astype(np.float32))
    out[: blocks * BLOCK] += real.reshape(-1)


@lru_cache(maxsize=256)
def wavetable(levels: tuple[float, ...], hertz: float) -> Signal:
    """One period from harmonic levels (the fundamental first), without harmonics beyond 16 kHz at `hertz`."""
    usable = max(1, min(len(levels), int(16_000 / hertz)))
    spectrum = np.zeros(TABLE // 2 + 1, dtype=np.complex64)
    spectrum[1 : usable + 1] = -0.5j * TABLE * np.array(levels[:usable])
    return np.asarray(np.fft.irfft(spectrum), dtype=np.float32)


def phases(hertz: NDArray[np.float64] | float, length: int, start: float = 0.0) -> NDArray[np.int64]:
    """Table positions of an oscillator whose frequency may move; `start` in periods."""
    if isinstance(hertz, float):
        turns = np.arange(length) * (hertz / SAMPLE_RATE)
    else:
        turns = np.cumsum(hertz) / SAMPLE_RATE
    turns += start
    turns *= TABLE
    return turns.astype(np.int64) & (TABLE - 1)


def vibrato(hertz: float, length: int, rate: float, cents: float, onset: float, rng: Generator) -> (
    NDArray[np.float64]
):  # fmt: skip
    """Frequencies of a player's tone: a small scoop, then vibrato that grows after `onset` seconds."""
    time = np.arange(length) / SAMPLE_RATE
    depth = cents * np.clip((time - onset) / 0.4, 0.0, 1.0)
    wobble = np.sin(2 * np.pi * (rate * time + rng.random()))
    bend = depth * wobble - 18.0 * np.exp(-time * 40)
    return np.asarray(hertz * np.exp2(bend / 1200))


def ensemble(hertz: float, levels: Sequence[float], cents: float, rng: Generator) -> Signal:
    """A seamless stereo loop (2, ENSEMBLE_FRAMES) of many players in near unison.

    PADsynth (N. O. Paul, 2006): every harmonic is a bell of random phases, `cents` wide, and one inverse
    transform makes all players at once.
    """
    bins = ENSEMBLE_FRAMES // 2 + 1
    magnitude = np.zeros(bins, dtype=np.float32)
    per_hertz = ENSEMBLE_FRAMES / SAMPLE_RATE
    for number, level in enumerate(levels, start=1):
        centre = number * hertz * per_hertz
        if centre > 0.8 * bins:
            break
        width = max(0.7, centre * (2 ** (cents / 1200) - 1))
        low, high = max(1, int(centre - 4 * width)), min(bins, int(centre + 4 * width) + 2)
        offset = (np.arange(low, high) - centre) / width
        bell = np.exp(-np.square(offset))
        magnitude[low:high] += level * bell / np.sqrt(np.square(bell).sum())
    angles = rng.random((2, bins), dtype=np.float32) * np.float32(2 * np.pi)
    spectrum = magnitude * (np.cos(angles) + 1j * np.sin(angles))
    sound = np.fft.irfft(spectrum.astype(np.complex64), axis=1)
    return np.asarray(sound / np.sqrt(np.square(sound).mean()), dtype=np.float32)


def looped(loop: Signal, start: int, length: int) -> Signal:
    """A copy of `length` frames of a loop, from any point of it."""
    positions = start % loop.shape[-1]
    repeats = -(-(positions + length) // loop.shape[-1])
    return np.tile(loop, repeats)[..., positions : positions + length]
