"""Onsets and tempo, from how the energy of frequency bands rises (spectral flux).

Sources: S. Dixon, "Onset detection revisited" (2006); D. Ellis, "Beat tracking by dynamic programming" (2007)
for the preference of middle tempos.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from reprise.songs.audio.checks.frames import Samples, power_spectra

Envelope = NDArray[np.float64]

FRAMES_PER_SECOND = 86.0
ANALYSIS_RATE = 22_050
WINDOW = 1_024
BANDS = 24
LOWEST_HERTZ = 40.0
SLOWEST, FASTEST = 40.0, 220.0
TEMPO_STEP = 0.002
MULTIPLES = 8
USUAL_TEMPO, TEMPO_SPREAD_OCTAVES = 110.0, 1.2
LEAST_PULSE = 0.08
"""Least mean correlation at multiples of the beat for which a tempo is said at all."""
LEAST_SPREAD = 0.2
"""Standard deviation of the envelope below which it is the ripple of steady sound."""
LEAST_RISE = 0.12
"""Share of the strongest rises (95th percentile) that an onset must have."""
REFRACTORY_SECONDS = 0.05


def onset_envelope(audio: Samples, sample_rate: int) -> tuple[Envelope, float]:
    """How much the bands' levels of (frames, channels) audio rise, and how many values there are a second."""
    thinning = max(1, sample_rate // ANALYSIS_RATE)
    rate = sample_rate / thinning
    hop = max(1, round(rate / FRAMES_PER_SECOND))
    edges = _band_edges(rate)
    parts = [_rises(levels) for levels in _band_levels(audio, hop, thinning, edges)]
    return np.concatenate([np.zeros(1), *parts]), rate / hop


def _band_edges(rate: float) -> NDArray[np.intp]:
    hertz = np.geomspace(LOWEST_HERTZ, 0.45 * rate, BANDS + 1)
    return np.unique(np.round(hertz * WINDOW / rate).astype(np.intp))


def _band_levels(
    audio: Samples, hop: int, thinning: int, edges: NDArray[np.intp]
) -> Iterator[NDArray[np.float32]]:
    """Compressed levels of the bands, each piece beginning with the last row of the one before."""
    before: NDArray[np.float32] | None = None
    for power in power_spectra(audio, WINDOW, hop, thinning):
        bands = np.add.reduceat(power, edges[:-1], axis=1)[:, : len(edges) - 1]
        levels = np.log1p(np.sqrt(bands) * np.float32(8))
        yield levels if before is None else np.concatenate([before, levels])
        before = levels[-1:]


def _rises(levels: NDArray[np.float32]) -> Envelope:
    return np.asarray(np.maximum(np.diff(levels, axis=0), 0).sum(axis=1), dtype=np.float64)


def onset_rate(envelope: Envelope, per_second: float) -> float:
    """Onsets a second: peaks of the envelope above their surroundings, at least 50 ms apart."""
    if len(envelope) < 3 or not envelope.any():
        return 0.0
    around = _moving_mean(envelope, round(0.2 * per_second))
    least = LEAST_RISE * float(np.percentile(envelope, 95))
    middle = envelope[1:-1]
    peaks = (middle >= envelope[:-2]) & (middle > envelope[2:]) & (middle > 1.3 * around[1:-1] + least)
    count, free_from = 0, 0.0
    for place in np.flatnonzero(peaks).tolist():
        if place >= free_from:
            count, free_from = count + 1, place + REFRACTORY_SECONDS * per_second
    return count / (len(envelope) / per_second)


def tempo(envelope: Envelope, per_second: float) -> float | None:
    """Beats a minute whose multiples the envelope repeats itself at best; None without a pulse.

    Half or double of what people tap is as good an answer; tempos near 110 are preferred.
    """
    centred = envelope - _moving_mean(envelope, round(per_second))
    if float(centred.std()) < LEAST_SPREAD:
        return None
    correlation = _autocorrelation(centred)
    candidates = np.exp(np.arange(np.log(SLOWEST), np.log(FASTEST), TEMPO_STEP))
    # Few repetitions fit into a short piece.
    lags = np.outer(60 * per_second / candidates, np.arange(1, MULTIPLES + 1))
    usable = lags < 0.75 * len(correlation)
    if not usable[:, 0].any():
        return None
    heights = np.where(usable, np.interp(lags, np.arange(len(correlation)), correlation), 0.0)
    strength = heights.sum(axis=1) / np.maximum(1, usable.sum(axis=1))
    octaves = np.log2(candidates / USUAL_TEMPO) / TEMPO_SPREAD_OCTAVES
    best = int(np.argmax(strength * np.exp(-0.5 * np.square(octaves))))
    return float(candidates[best]) if strength[best] >= LEAST_PULSE else None


def _autocorrelation(values: Envelope) -> Envelope:
    """Of each lag, one for lag zero, corrected for the shorter overlap of long lags."""
    size = 1 << (2 * len(values) - 1).bit_length()
    raw = np.fft.irfft(np.square(np.abs(np.fft.rfft(values, size))))[: len(values)]
    if raw[0] <= 0:
        return np.zeros(len(values))
    return np.asarray(raw / raw[0] * len(values) / (len(values) - np.arange(len(values))))


def _moving_mean(values: Envelope, reach: int) -> Envelope:
    """Mean over `reach` values either side, shorter at the ends."""
    sums = np.concatenate([np.zeros(1), np.cumsum(values)])
    places = np.arange(len(values))
    low, high = np.maximum(0, places - reach), np.minimum(len(values), places + reach + 1)
    return np.asarray((sums[high] - sums[low]) / (high - low))
