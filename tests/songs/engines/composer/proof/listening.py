"""What independent libraries hear in a piece: tempo, key, levels and the features that variety is told by.

Everything here works on audio as it left the engine; none of it uses the engine's own measurements.
"""

from __future__ import annotations

import hashlib

import librosa
import numpy as np
import pyloudnorm
from numpy.typing import NDArray
from scipy.signal import resample_poly

Mono = NDArray[np.float32]
Vector = NDArray[np.float64]

RATE = 44_100
LIBROSA_RATE = 22_050
ONSET_HOP = 128
SHORTEST_PERIOD, LONGEST_PERIOD = 0.25, 2.2
"""Seconds between which a period is looked for: a beat at 240 to a bar at 110 beats a minute."""

EXACT_PERIOD = 2.0
FULL_SCALE = 32_767 / 32_768
SILENCE = 10 ** (-60 / 20)
PIECE = 441

MAJOR_PROFILE = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR_PROFILE = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
"""Probe-tone ratings of C. L. Krumhansl and E. J. Kessler (1982)."""


def mono_22050(audio: NDArray[np.float32]) -> Mono:
    """(frames, 2) at 44,100 Hz as librosa's default: one channel at 22,050 Hz."""
    return np.asarray(resample_poly(audio.mean(axis=1), 1, 2), dtype=np.float32)


def tempo_heard(mono: Mono) -> float:
    """Beats a minute of the highest autocorrelation peak of librosa's onset envelope, any octave.

    A short period is read more exactly where it comes twice, four times and so on.
    """
    envelope = librosa.onset.onset_strength(y=mono, sr=LIBROSA_RATE, hop_length=ONSET_HOP)
    per_second = LIBROSA_RATE / ONSET_HOP
    first, last = int(SHORTEST_PERIOD * per_second), int(LONGEST_PERIOD * per_second)
    correlation = librosa.autocorrelate(envelope - envelope.mean(), max_size=2 * last)
    # Longer lags overlap less; without this the shortest period would always win.
    correlation /= len(envelope) - np.arange(len(correlation))
    lag, times = _peak(correlation, first, last), 1
    while lag < EXACT_PERIOD * per_second:
        lag, times = _peak(correlation, int(1.96 * lag), int(2.04 * lag) + 1), 2 * times
    return 60 * per_second * times / lag


def _peak(curve: NDArray[np.floating], first: int, last: int) -> float:
    """The highest of the curve's peaks between two places, by a parabola through the three values there."""
    inside = np.arange(first, last + 1)
    is_peak = (curve[inside] > curve[inside - 1]) & (curve[inside] >= curve[inside + 1])
    candidates = inside[is_peak] if is_peak.any() else inside
    at = int(candidates[np.argmax(curve[candidates])])
    before, here, after = curve[at - 1 : at + 2]
    bend = before - 2 * here + after
    return float(at + (0.5 * (before - after) / bend if bend < 0 else 0.0))


def tempo_error(heard: float, asked: float) -> float:
    """How far off a tempo is as a share of the asked one; double, half and so on count as the same."""
    octaves = heard * 2.0 ** np.arange(-4, 5)
    return float(np.abs(octaves / asked - 1).min())


def keys_heard(mono: Mono) -> list[tuple[int, str]]:
    """(tonic pitch class, "major" or "minor"), best first, by correlation with Krumhansl's profiles.

    The chroma is the constant-Q one, whose bins are semitones in the bass too.
    """
    chroma = librosa.feature.chroma_cqt(y=mono, sr=LIBROSA_RATE).mean(axis=1)
    scores = {
        (tonic, mode): float(np.corrcoef(np.roll(profile, tonic), chroma)[0, 1])
        for mode, profile in (("major", MAJOR_PROFILE), ("minor", MINOR_PROFILE))
        for tonic in range(12)
    }
    return sorted(scores, key=lambda key: -scores[key])


def features(mono: Mono) -> Vector:
    """Mean and deviation of 20 MFCC, of 12 chroma, and of the onset rate; all librosa defaults.

    The onset rate is detected onsets in each whole second.
    """
    mfcc = librosa.feature.mfcc(y=mono, sr=LIBROSA_RATE)
    chroma = librosa.feature.chroma_stft(y=mono, sr=LIBROSA_RATE)
    onsets = librosa.onset.onset_detect(y=mono, sr=LIBROSA_RATE, units="time")
    rate = np.histogram(onsets, bins=np.arange(0, int(len(mono) / LIBROSA_RATE) + 1))[0]
    rows = (mfcc, chroma, rate[None, :].astype(np.float64))
    return np.concatenate([np.concatenate([row.mean(axis=1), row.std(axis=1)]) for row in rows])


def distances(points: NDArray[np.float64]) -> Vector:
    """Euclidean distance of every pair of rows."""
    first, second = np.triu_indices(len(points), 1)
    return np.asarray(np.linalg.norm(points[first] - points[second], axis=1))


def integrated_lufs(audio: NDArray[np.float32]) -> float:
    """Gated loudness by pyloudnorm."""
    return float(pyloudnorm.Meter(RATE).integrated_loudness(audio.astype(np.float64)))


def true_peak_dbtp(audio: NDArray[np.float32]) -> float:
    """Highest magnitude after SciPy's polyphase resampling to four times the rate, in dB."""
    between = resample_poly(audio.astype(np.float64), 4, 1, axis=0)
    return float(20 * np.log10(np.abs(between).max()))


def share_at_full_scale(audio: NDArray[np.float32]) -> float:
    """Share of samples at or beyond 16-bit full scale."""
    return float(np.mean(np.abs(audio) >= FULL_SCALE))


def longest_silence(audio: NDArray[np.float32]) -> float:
    """Longest stretch in seconds, edges included, in which no 10 ms reach −60 dBFS."""
    whole = audio[: len(audio) // PIECE * PIECE]
    loud = np.abs(whole).reshape(-1, PIECE * audio.shape[1]).max(axis=1) > SILENCE
    at = np.concatenate([[-1], np.flatnonzero(loud), [len(loud)]])
    return float((np.diff(at).max() - 1) * PIECE / RATE)


def digest(audio: NDArray[np.float32]) -> str:
    """SHA-256 of the audio as 16-bit PCM."""
    return hashlib.sha256(np.round(audio * 32_767).astype("<i2").tobytes()).hexdigest()
