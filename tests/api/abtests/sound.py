"""Masters that can be told apart, and what can be heard of a WAV file."""

from __future__ import annotations

import io

import numpy as np
import soundfile
from numpy.typing import NDArray
from tests.api.library.studio import RATE


def tone(hertz: float, *, seconds: float = 1.0, level: float = 0.3, channels: int = 1) -> bytes:
    wave = level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    return flac_of(np.repeat(wave[:, None], channels, axis=1))


def noise(seed: str, *, seconds: float = 1.0, level: float = 0.1) -> bytes:
    """What no other seed gives."""
    rng = np.random.default_rng(list(seed.encode()))
    return flac_of(level * rng.standard_normal((round(seconds * RATE), 1)))


def flac_of(audio: NDArray[np.float64]) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, np.clip(audio, -1, 1), RATE, format="FLAC", subtype="PCM_16")
    return buffer.getvalue()


def steps_of(wav: bytes) -> NDArray[np.int16]:
    """All channels interleaved."""
    audio: NDArray[np.int16] = soundfile.read(io.BytesIO(wav), dtype="int16", always_2d=True)[0].reshape(-1)
    return audio


def pitch(wav: bytes) -> float:
    """The strongest frequency in Hz."""
    steps = steps_of(wav).astype(np.float64)
    spectrum = np.abs(np.fft.rfft(steps))
    return float(np.argmax(spectrum) * RATE / len(steps))


def level(wav: bytes) -> float:
    """Root mean square in dB of full scale."""
    steps = steps_of(wav).astype(np.float64)
    return float(20 * np.log10(np.sqrt(np.mean(steps**2)) / 32_768))
