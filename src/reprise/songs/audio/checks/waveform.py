"""Silence, direct current and stereo correlation, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

SILENCE_DBFS = -60.0
STEP_SECONDS = 0.01
_BLOCK_STEPS = 128


@dataclass(frozen=True, slots=True)
class WaveformFacts:
    """`silence` and `silence_at` are seconds; `offset` is the mean of the worst channel as a share of full
    scale; `correlation` −1…1 of left and right, None for other than two channels or silence in one."""

    silence: float
    silence_at: float
    offset: float
    correlation: float | None


def waveform_facts(audio: Samples, sample_rate: int) -> WaveformFacts:
    """Of (frames, channels). Silence is the longest stretch below −60 dBFS before the last sound."""
    step = max(1, round(STEP_SECONDS * sample_rate))
    sums = np.zeros(audio.shape[1])
    products = np.zeros((2, 2))
    peaks = []
    for block in _blocks(audio, step * _BLOCK_STEPS):
        peaks.append(_peaks(block, step))
        sums += block.sum(axis=1, dtype=np.float64)
        if len(block) == 2:
            products += [[np.dot(one, other) for other in block] for one in block]
    length, start = _longest_quiet(np.concatenate(peaks))
    return WaveformFacts(
        silence=length * step / sample_rate,
        silence_at=start * step / sample_rate,
        offset=float(np.abs(sums).max() / len(audio)),
        correlation=_correlation(products),
    )


def _blocks(audio: Samples, size: int) -> Iterator[Samples]:
    """Pieces as (channels, frames): work along the short axis is many times slower."""
    return (np.ascontiguousarray(audio[start : start + size].T) for start in range(0, len(audio), size))


def _peaks(block: Samples, step: int) -> Samples:
    return np.maximum.reduceat(np.abs(block).max(axis=0), range(0, block.shape[1], step))


def _longest_quiet(peaks: NDArray[np.float32]) -> tuple[int, int]:
    """Length and start, in steps, of the longest run of quiet steps before the last loud one."""
    loud = np.flatnonzero(peaks > 10 ** (SILENCE_DBFS / 20))
    if not len(loud):
        return len(peaks), 0
    edges = np.concatenate([[-1], loud])
    gaps = np.diff(edges) - 1
    widest = int(np.argmax(gaps))
    return int(gaps[widest]), int(edges[widest]) + 1


def _correlation(products: NDArray[np.float64]) -> float | None:
    energy = float(products[0, 0] * products[1, 1])
    return float(products[0, 1] / np.sqrt(energy)) if energy > 0 else None
