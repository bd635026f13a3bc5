"""Levels against signals whose levels are known by calculation, and against pyloudnorm."""

import math

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from reprise.songs.engines.levels import clipped_samples, integrated_loudness, true_peak

Audio = NDArray[np.float32]


def sine(hertz: float, seconds: float, peak: float, rate: int = 48_000, phase: float = 0.0) -> Audio:
    time = np.arange(round(seconds * rate)) / rate
    wave = peak * np.sin(2 * np.pi * hertz * time + phase)
    return np.stack([wave, wave], axis=1).astype(np.float32)


@pytest.mark.parametrize(("peak_db", "lufs"), [(-23.0, -23.0), (-33.0, -33.0)])
def test_stereo_sine_of_ebu_3341(peak_db: float, lufs: float) -> None:
    """EBU Tech 3341, cases 1 and 2: a 1 kHz stereo sine reads its peak level, ±0.1 LU."""
    audio = sine(1000, 20, 10 ** (peak_db / 20))
    assert integrated_loudness(audio, 48_000) == pytest.approx(lufs, abs=0.1)


def test_quiet_parts_are_gated_as_in_ebu_3341() -> None:
    """EBU Tech 3341, case 3: −36 dBFS, −23 dBFS, −36 dBFS reads −23 LUFS."""
    quiet, loud = sine(1000, 10, 10 ** (-36 / 20)), sine(1000, 60, 10 ** (-23 / 20))
    audio = np.concatenate([quiet, loud, quiet])
    assert integrated_loudness(audio, 48_000) == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000, 96_000])
def test_agrees_with_pyloudnorm(rate: int) -> None:
    rng = np.random.Generator(np.random.PCG64(3))
    noise = rng.standard_normal((rate * 7 + 123, 2)).cumsum(axis=0)
    noise = np.diff(noise * np.exp(-np.arange(len(noise)) / rate / 3)[:, None], axis=0)
    audio = (noise / np.abs(noise).max()).astype(np.float32)
    theirs = pyloudnorm.Meter(rate, filter_class="DeMan").integrated_loudness(audio.astype(np.float64))
    assert integrated_loudness(audio, rate) == pytest.approx(theirs, abs=0.05)


def test_too_short_or_silent_audio_has_no_loudness() -> None:
    assert integrated_loudness(sine(1000, 0.39, 0.5), 48_000) is None
    assert integrated_loudness(np.zeros((96_000, 2), dtype=np.float32), 48_000) is None
    assert integrated_loudness(np.zeros((0, 2), dtype=np.float32), 48_000) is None
    assert integrated_loudness(sine(1000, 0.4, 0.5), 48_000) is not None


def test_true_peak_lies_between_samples() -> None:
    """A quarter-rate sine sampled at 45° never shows its peak, which is 3 dB above the samples."""
    audio = sine(12_000, 3, 0.5, phase=math.pi / 4)
    assert np.abs(audio).max() == pytest.approx(0.5 * math.sqrt(0.5), abs=1e-3)
    assert true_peak(audio[1000:-1000]) == pytest.approx(20 * math.log10(0.5), abs=0.4)


@pytest.mark.parametrize("frame", [0, 65_535, 65_536, 131_000])
def test_true_peak_is_seen_wherever_it_lies(frame: int) -> None:
    audio = np.full((131_072, 2), 0.001, dtype=np.float32)
    audio[frame, 1] = 0.5
    assert true_peak(audio) == pytest.approx(-6.02, abs=0.1)


def test_true_peak_of_silence() -> None:
    assert true_peak(np.zeros((1000, 2), dtype=np.float32)) == -math.inf


def test_clipped_samples_are_counted_in_every_channel() -> None:
    audio = np.zeros((70_000, 2), dtype=np.float32)
    audio[3, 0], audio[69_999, 1], audio[5, 1], audio[6, 1] = 1.0, -1.2, 32767 / 32768, 0.99
    assert clipped_samples(audio) == 3
