"""Linear filters on long audio by overlap-save with NumPy alone.

`scipy.signal` takes over a second to import, more than a short piece takes to render.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Section = tuple[float, float, float, float, float, float]
"""A second-order section b0 b1 b2 a0 a1 a2."""

TAPS = 8_192
TRANSFORM = 32_768
STEP = TRANSFORM - TAPS


def transfer(sections: tuple[Section, ...], size: int) -> NDArray[np.complex128]:
    """Complex gain of cascaded sections on the size // 2 + 1 frequencies of a real transform."""
    delay = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    gain = np.ones_like(delay)
    for b0, b1, b2, a0, a1, a2 in sections:
        gain *= (b0 + delay * (b1 + delay * b2)) / (a0 + delay * (a1 + delay * a2))
    return np.asarray(gain)


def high_pass(hertz: float, sample_rate: int, quality: float = math.sqrt(0.5)) -> Section:
    """Second-order high-pass by the bilinear transform (R. Bristow-Johnson's cookbook)."""
    turn = 2 * math.pi * hertz / sample_rate
    alpha, cosine = math.sin(turn) / (2 * quality), math.cos(turn)
    half = (1 + cosine) / 2
    return half, -2 * half, half, 1 + alpha, -2 * cosine, 1 - alpha


def high_shelf(hertz: float, gain: float, sample_rate: int) -> Section:
    """First-order shelf: unity below, linear `gain` above."""
    k = math.tan(math.pi * hertz / sample_rate)
    return k + gain, k - gain, 0.0, k + 1, k - 1, 0.0


def filtered(audio: Samples, sections: tuple[Section, ...]) -> Iterator[tuple[int, Samples]]:
    """Blocks of (channels, frames) audio after the filter, each with its first frame.

    The response is cut after TAPS samples, where filters above 20 Hz at up to 96 kHz have died away. A block
    may be written over once it was yielded.
    """
    response = np.fft.irfft(transfer(sections, TRANSFORM))
    response[TAPS:] = 0
    spectrum = np.fft.rfft(response).astype(np.complex64)
    window = np.zeros((audio.shape[0], TRANSFORM), dtype=np.float32)
    for start in range(0, audio.shape[1], STEP):
        block = audio[:, start : start + STEP]
        window[:, :TAPS] = window[:, STEP:]
        window[:, TAPS : TAPS + block.shape[1]] = block
        window[:, TAPS + block.shape[1] :] = 0
        done = np.fft.irfft(np.fft.rfft(window, axis=1) * spectrum, axis=1)
        yield start, done[:, TAPS : TAPS + block.shape[1]].astype(np.float32, copy=False)


def taps(sound: Samples, kernel: NDArray[np.float64]) -> Samples:
    """Centred convolution of (..., frames) with a short odd kernel, silence beyond the edges."""
    reach = len(kernel) // 2
    padded = np.pad(sound, [(0, 0)] * (sound.ndim - 1) + [(reach, reach)])
    out = np.zeros_like(sound)
    for index, weight in enumerate(kernel[::-1]):
        out += np.float32(weight) * padded[..., index : index + sound.shape[-1]]
    return out
