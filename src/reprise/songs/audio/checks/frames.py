"""Short-time spectra of long audio, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Samples = NDArray[np.float32]

POINTS_AT_ONCE = 2**18


def power_spectra(audio: Samples, size: int, hop: int, thinning: int) -> Iterator[Samples]:
    """Power spectra (frames, size // 2 + 1) of the channels' mean, Hann window, some at a time.

    Only every `thinning`-th sample is looked at, the mean of its neighbours before it; `size` and `hop`
    count those. Audio shorter than one window is filled up with silence.
    """
    window = np.hanning(size).astype(np.float32)
    length = len(audio) // thinning
    count = max(1, 1 + (length - size) // hop)
    at_once = max(1, POINTS_AT_ONCE // size)
    for first in range(0, count, at_once):
        number = min(at_once, count - first)
        start, end = first * hop, (first + number - 1) * hop + size
        mono = _thinned(audio[start * thinning : end * thinning], thinning)
        if len(mono) < end - start:
            mono = np.pad(mono, (0, end - start - len(mono)))
        framed = sliding_window_view(mono, size)[::hop] * window
        spectra = np.fft.rfft(framed, axis=1)
        yield np.square(spectra.real) + np.square(spectra.imag)


def _thinned(audio: Samples, thinning: int) -> Samples:
    # Adding columns is several times faster than a mean along the short axis.
    mono = audio[:, 0].copy()
    for channel in range(1, audio.shape[1]):
        mono += audio[:, channel]
    groups = mono[: len(mono) // thinning * thinning].reshape(-1, thinning)
    total = groups[:, 0].copy()
    for place in range(1, thinning):
        total += groups[:, place]
    return total / np.float32(thinning * audio.shape[1])
