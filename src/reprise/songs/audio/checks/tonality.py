"""The key that the pitch classes of audio fit best.

Source: C. Krumhansl and E. Kessler (1982), probe-tone profiles; correlated with the chroma as in
C. Krumhansl, "Cognitive Foundations of Musical Pitch" (1990).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reprise.songs.audio.checks.frames import Samples, power_spectra

NAMES = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
PROFILES = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}
FAMILY = {
    "major": "major", "lydian": "major", "mixolydian": "major",
    "minor": "minor", "dorian": "minor", "phrygian": "minor",
}  # fmt: skip
RELATIVE_MAJOR = {"lydian": 7, "mixolydian": 5, "dorian": 10, "phrygian": 8}
"""Semitones up to the major key with the same notes, for modes that are neither major nor minor."""
LEAST_FIT = 0.55
"""Least correlation for which a key is said at all."""
ANALYSIS_RATE = 11_025
WINDOW, HOP = 4_096, 2_048
LOWEST_HERTZ, HIGHEST_HERTZ = 62.0, 2_100.0


def chroma(audio: Samples, sample_rate: int) -> NDArray[np.float64]:
    """How much of each pitch class there is, C first, of (frames, channels); sums to one, zeros for silence.

    Only spectral peaks count, which leaves noise and drums mostly out.
    """
    thinning = max(1, sample_rate // ANALYSIS_RATE)
    bins = np.fft.rfftfreq(WINDOW, thinning / sample_rate)
    classes = np.round(12 * np.log2(np.maximum(bins, 1.0) / 440.0) + 9).astype(np.intp) % 12
    total = np.zeros(12)
    for power in power_spectra(audio, WINDOW, HOP, thinning):
        level = np.sqrt(power[:, 1:-1])
        peak = (level >= np.sqrt(power[:, :-2])) & (level > np.sqrt(power[:, 2:]))
        heard = peak & (bins[1:-1] >= LOWEST_HERTZ) & (bins[1:-1] <= HIGHEST_HERTZ)
        heard &= level > 0.02 * level.max(axis=1, keepdims=True)
        total += np.bincount(classes[1:-1], np.where(heard, level, 0.0).sum(axis=0), minlength=12)
    return total / total.sum() if total.sum() > 0 else total


def keys_by_fit(pitch_classes: NDArray[np.float64]) -> list[tuple[str, float]]:
    """All 24 major and minor keys with their correlations, the best first; empty without any pitch."""
    if not float(np.std(pitch_classes)) > 0:
        return []
    fits = [
        (f"{NAMES[tonic]} {mode}", float(np.corrcoef(np.roll(profile, tonic), pitch_classes)[0, 1]))
        for mode, profile in PROFILES.items()
        for tonic in range(12)
    ]
    return sorted(fits, key=lambda fit: -fit[1])


def fitting_names(key: str) -> set[str]:
    """The names under which Krumhansl's profiles may find a key such as "F# dorian".

    They know major and minor alone: another mode passes as the one of its third, or as its relative major.
    """
    tonic, _, mode = key.partition(" ")
    tonic = _SPELLINGS.get(tonic, tonic)
    if tonic not in NAMES or mode not in FAMILY:
        return {key}
    place = NAMES.index(tonic)
    names = {f"{NAMES[place]} {FAMILY[mode]}"}
    if mode in RELATIVE_MAJOR:
        names.add(f"{NAMES[(place + RELATIVE_MAJOR[mode]) % 12]} major")
    return names


_SPELLINGS = {
    "C#": "Db", "D#": "Eb", "Gb": "F#", "G#": "Ab", "A#": "Bb", "Cb": "B", "B#": "C", "E#": "F", "Fb": "E",
}  # fmt: skip
