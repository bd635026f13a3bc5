"""How loud audio is: ITU-R BS.1770-4 integrated loudness and true peak, and clipped samples.

Everything goes through the audio in blocks, so memory does not grow with its length beyond one number for
each 100 ms. `on_block` is called before every block and may raise to stop the measurement.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from reprise.songs.engines.filters import Samples, Section, filtered

OnBlock = Callable[[], None]

BLOCK_FRAMES = 65_536
OVERSAMPLING = 4
TAPS_PER_PHASE = 12
STRETCH = 64
"""Frames that are looked at or skipped together in the search for the peak."""
ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
SURROUND_WEIGHTS = (1.0, 1.0, 1.0, 1.41, 1.41)


def k_weighting(sample_rate: int) -> tuple[Section, Section]:
    """The K filter (BS.1770-4 Annex 1) at any rate in Hz: a shelf, then a high-pass.

    The standard tabulates 48 kHz only; these are the analogue prototypes behind that table.
    """
    return _shelf(sample_rate), _low_cut(sample_rate)


def _shelf(sample_rate: int) -> Section:
    k = math.tan(math.pi * 1681.974450955533 / sample_rate)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    low_terms = (high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k)
    return *low_terms, 1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k


def _low_cut(sample_rate: int) -> Section:
    k, q = math.tan(math.pi * 38.13547087602444 / sample_rate), 0.5003270373238773
    norm = 1 + k / q + k * k
    return 1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / norm, (1 - k / q + k * k) / norm


def integrated_loudness(audio: Samples, sample_rate: int, on_block: OnBlock = lambda: None) -> float | None:
    """Gated loudness in LUFS of (frames, channels); None below 0.4 s or when all of it is silence."""
    powers = _hop_powers(audio, sample_rate, on_block)
    if len(powers) < 4:
        return None
    blocks = (powers[:-3] + powers[1:-2] + powers[2:-1] + powers[3:]) / 4
    loud = blocks[_lufs(blocks) > ABSOLUTE_GATE_LUFS]
    if not len(loud):
        return None
    gated = loud[_lufs(loud) > _lufs(loud.mean(keepdims=True)) + RELATIVE_GATE_LU]
    return float(_lufs(gated.mean(keepdims=True))[0])


def _lufs(power: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-20)))


def _hop_powers(audio: Samples, sample_rate: int, on_block: OnBlock) -> NDArray[np.float64]:
    """Channel-weighted mean square of each whole 100 ms of K-weighted audio."""
    hop = round(sample_rate * 0.1)
    weights = np.array(SURROUND_WEIGHTS[: audio.shape[1]])[:, None]
    sums = np.zeros(len(audio) // hop + 1)
    for start, block in filtered(audio.T, k_weighting(sample_rate)):
        on_block()
        power = (np.square(block, dtype=np.float64) * weights).sum(axis=0)
        first, last = start // hop, (start + len(power) - 1) // hop
        edges = [0, *[number * hop - start for number in range(first + 1, last + 1)]]
        sums[first : last + 1] += np.add.reduceat(power, edges)
    return sums[:-1] / hop


def true_peak(audio: Samples, on_block: OnBlock = lambda: None) -> float:
    """Highest 4 × oversampled magnitude in dBTP (BS.1770-4 Annex 2) of (frames, channels); −inf if silent."""
    phases = _interpolator()
    bound = float(np.abs(phases).sum(axis=1).max())
    pieces = range(0, len(audio), BLOCK_FRAMES)
    peak = max((float(np.abs(audio[start : start + BLOCK_FRAMES]).max()) for start in pieces), default=0.0)
    for start in pieces:
        on_block()
        stretches = _stretches(audio, start)
        # No interpolated value can exceed bound × the largest sample around it: quiet stretches are skipped
        # exactly, and they are nearly all.
        loud = stretches[np.abs(stretches).max(axis=-1) * bound > peak]
        if len(loud):
            peak = max(peak, *(_interpolated_peak(loud, phase) for phase in phases))
    return 20 * math.log10(peak) if peak > 0 else -math.inf


def _stretches(audio: Samples, start: int) -> Samples:
    """The block from `start` as (channels, stretches, frames): overlapping, with silence beyond the ends."""
    before = min(start, TAPS_PER_PHASE)
    block = audio[start - before : start + BLOCK_FRAMES + TAPS_PER_PHASE].T
    frames = min(BLOCK_FRAMES, audio.shape[0] - start)
    size = -(-frames // STRETCH) * STRETCH + 2 * TAPS_PER_PHASE
    first = TAPS_PER_PHASE - before
    padded = np.zeros((audio.shape[1], size), dtype=np.float32)
    padded[:, first : first + block.shape[1]] = block[:, : size - first]
    return sliding_window_view(padded, STRETCH + 2 * TAPS_PER_PHASE, axis=1)[:, ::STRETCH]


def _interpolator() -> NDArray[np.float32]:
    """A windowed-sinc low-pass as (phases, taps), each phase with unity gain for a constant."""
    offsets = np.arange(OVERSAMPLING * TAPS_PER_PHASE) - (OVERSAMPLING * TAPS_PER_PHASE - 1) / 2
    kernel = np.sinc(offsets / OVERSAMPLING) * np.kaiser(len(offsets), 5.0)
    phases = kernel.reshape(TAPS_PER_PHASE, OVERSAMPLING).T
    return np.asarray(phases / phases.sum(axis=1, keepdims=True), dtype=np.float32)


def _interpolated_peak(stretches: Samples, phase: NDArray[np.float32]) -> float:
    """Of (stretches, frames), at the places whose taps all lie inside."""
    length = stretches.shape[1] - TAPS_PER_PHASE + 1
    between = np.zeros((len(stretches), length), dtype=np.float32)
    for index, weight in enumerate(phase):
        between += weight * stretches[:, index : index + length]
    return float(np.abs(between).max())


def clipped_samples(audio: Samples) -> int:
    """How many samples of any channel lie at or beyond 16-bit full scale."""
    full_scale = 32767 / 32768
    return sum(
        int(np.count_nonzero(np.abs(audio[start : start + BLOCK_FRAMES]) >= full_scale))
        for start in range(0, len(audio), BLOCK_FRAMES)
    )
