"""The last touch: tone, ending, loudness and a soft limiter, in place and block by block."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reprise.songs.engines.composer.synth.signal import SAMPLE_RATE, Signal, decibels, frames
from reprise.songs.engines.filters import STEP, filtered, high_pass, high_shelf
from reprise.songs.engines.levels import integrated_loudness, true_peak

TARGET_LUFS = -16.0
TOLERANCE_LU = 0.1
CEILING_DBTP = -1.2
"""Under −1 dBTP by what other meters may read more than ours."""

LIMITER_CEILING_DB = -1.8
LOOKAHEAD_SECONDS = 0.006
TILT_DB = 5.0
TILT_HERTZ = 1800.0
AIR_DB = 2.5
PASSES = 10
PUSH = 1.5
SILENCE = 1e-7

Progress = Callable[[float], None]


def master(mix: Signal, brightness: float, ending: float, progress: Progress) -> None:
    """Brings a stereo mix (2, frames) to −16 LUFS and at most −1 dBTP in place.

    `brightness` −1…1 tilts the spectrum by up to TILT_DB, `ending` is the second of the final chord.
    """
    _equalise(mix, brightness, lambda share: progress(0.25 * share))
    _fade(mix, ending)
    if not _normalise(mix, lambda share: progress(0.25 + 0.73 * share)):
        excess_db = max(0.0, true_peak(mix.T, lambda: progress(0.99)) - CEILING_DBTP)
        mix *= np.float32(decibels(-excess_db - 0.01))
    progress(1.0)


def _normalise(mix: Signal, progress: Progress) -> bool:
    """Measures, gains and limits until loudness and peak are right, which a very peaky mix may never be."""
    ceiling_db = LIMITER_CEILING_DB
    for attempt in range(PASSES):
        on_block = partial(progress, 1 - 0.6**attempt)
        gain_db = _gain_to_target(mix, on_block)
        near = abs(gain_db) < TOLERANCE_LU
        # The first round's peak says nothing of the limiter, so it is measured only where it may be the last.
        excess_db = true_peak(mix.T, on_block) - CEILING_DBTP if near or attempt else 0.0
        if near and excess_db <= 0:
            return True
        if attempt:
            ceiling_db -= max(0.0, excess_db)
        # The limiter takes loudness from a peaky mix again, so later rounds push further than they lack.
        push = PUSH if attempt > 1 and gain_db > 0 else 1.0
        _limit(mix, decibels(push * gain_db), decibels(ceiling_db), on_block)
    return False


def _gain_to_target(mix: Signal, on_block: Callable[[], None]) -> float:
    """dB to the target loudness; what has no loudness is brought to a peak of −6 dBFS instead."""
    loudness = integrated_loudness(mix.T, SAMPLE_RATE, on_block)
    if loudness is not None:
        return TARGET_LUFS - loudness
    peak = float(np.abs(mix).max())
    return -6.0 - 20 * math.log10(peak) if peak > SILENCE else 0.0


def _equalise(mix: Signal, brightness: float, progress: Progress) -> None:
    """Takes rumble below 28 Hz away, adds a little air and tilts the balance around TILT_HERTZ."""
    shelf = high_shelf(TILT_HERTZ, decibels(AIR_DB + TILT_DB * brightness), SAMPLE_RATE)
    for start, block in filtered(mix, (high_pass(28.0, SAMPLE_RATE), shelf)):
        mix[:, start : start + block.shape[1]] = block
        progress(start / mix.shape[1])


def _fade(mix: Signal, ending: float) -> None:
    """Lets the final chord sink to exact silence at the last frame."""
    length = mix.shape[1]
    ring = max(1, length - frames(ending))
    fall = min(length, frames(max(0.25, min(2.5, 0.6 * ring / SAMPLE_RATE))))
    mix[:, length - fall :] *= np.square(np.cos(0.5 * np.pi * np.linspace(0, 1, fall))).astype(np.float32)
    rise = min(length, 64)
    mix[:, :rise] *= np.linspace(0, 1, rise, dtype=np.float32)


def _limit(mix: Signal, gain: float, ceiling: float, on_block: Callable[[], None]) -> None:
    """Gain, then a look-ahead limiter whose gain sinks before a peak and comes back after it, both softly."""
    half = frames(LOOKAHEAD_SECONDS) // 2
    reach = 4 * half
    for start in range(0, mix.shape[1], STEP):
        on_block()
        mix[:, start : start + STEP] *= np.float32(gain)
    reduction = np.empty(mix.shape[1], dtype=np.float32)
    for start in range(0, mix.shape[1], STEP):
        on_block()
        first, end = max(0, start - reach), min(mix.shape[1], start + STEP)
        peaks = np.abs(mix[:, first : end + reach]).max(axis=0)
        needed = np.minimum(1.0, ceiling / np.maximum(peaks, SILENCE))
        smooth = _smoothed(_lowest_around(needed, 2 * half), half)
        reduction[start:end] = smooth[start - first : start - first + end - start]
    mix *= reduction


def _lowest_around(values: Signal, reach: int) -> Signal:
    """Minimum over `reach` values either side, by doubling the window."""
    padded = np.pad(values, reach, mode="edge")
    width = 1
    while width < 2 * reach + 1:
        step = min(width, 2 * reach + 1 - width)
        padded = np.minimum(padded[:-step], padded[step:])
        width += step
    return padded


def _smoothed(values: Signal, reach: int) -> NDArray[np.float64]:
    """Two moving averages of `reach` values either side: a triangular, hence soft, slope."""
    out = values.astype(np.float64)
    for _ in range(2):
        sums = np.cumsum(np.pad(out, (reach + 1, reach), mode="edge"))
        out = (sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)
    return out
