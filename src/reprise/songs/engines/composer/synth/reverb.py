"""A room: decaying noise as impulse response, convolved by overlap-add."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.synth.signal import SAMPLE_RATE, Signal, decay, frames

TRANSFORM = 2**18
SMOOTH = 2048
"""Lengths are multiples of it: a transform of an odd length may take ten times as long."""

PREDELAY = 0.018
BANDS = ((120.0, 500.0, 1.0), (500.0, 2000.0, 0.9), (2000.0, 5000.0, 0.62), (5000.0, 11_000.0, 0.34))
"""(low Hz, high Hz, share of the decay time): air and walls swallow the highs first."""


@lru_cache(maxsize=4)
def impulse_response(seconds: float) -> Signal:
    """Stereo response (2, frames) that falls by 60 dB in `seconds`; its energy is one a channel."""
    length = -(-frames(seconds) // SMOOTH) * SMOOTH
    rng = stream(0, "room")
    hertz = np.fft.rfftfreq(length, 1 / SAMPLE_RATE)
    out = np.zeros((2, length), dtype=np.float32)
    for low, high, share in BANDS:
        spectrum = np.fft.rfft(rng.standard_normal((2, length), dtype=np.float32), axis=1)
        spectrum *= (hertz >= low) & (hertz < high)
        out += np.fft.irfft(spectrum, n=length, axis=1) * decay(length, seconds * share)
    out /= np.sqrt(np.square(out).sum(axis=1, keepdims=True))
    return np.pad(out, ((0, 0), (frames(PREDELAY), 0)))


def add_reverb(
    mix: Signal, send: Signal, seconds: float, gain: float, progress: Callable[[float], None]
) -> None:
    """Adds the room's answer to the mono `send` to the stereo `mix`, in place and block by block."""
    response = impulse_response(seconds)
    step = TRANSFORM - response.shape[1]
    spectrum = np.fft.rfft(response * np.float32(gain), n=TRANSFORM, axis=1)
    for start in range(0, len(send), step):
        block = np.fft.rfft(send[start : start + step], n=TRANSFORM)
        wet = np.fft.irfft(spectrum * block, n=TRANSFORM, axis=1)
        end = min(len(send), start + TRANSFORM)
        mix[:, start:end] += wet[:, : end - start]
        progress(start / len(send))
