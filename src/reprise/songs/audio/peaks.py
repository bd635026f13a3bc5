"""The picture of a waveform, small enough to send with a page."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

BINS: Final = 1_800


def waveform_peaks(audio: NDArray[np.float32], bins: int = BINS) -> bytes:
    """Minimum and maximum of each of `bins` equal stretches over all channels, interleaved, as int8.

    `audio` has shape (frames, channels); fewer frames than bins give one bin a frame.
    """
    bins = min(bins, len(audio))
    edges = np.linspace(0, len(audio), bins, endpoint=False).astype(np.int64)
    # Channel by channel: along the short axis it takes forty times as long.
    channels = [np.ascontiguousarray(audio[:, channel]) for channel in range(audio.shape[1])]
    low = np.min([np.minimum.reduceat(channel, edges) for channel in channels], axis=0)
    high = np.max([np.maximum.reduceat(channel, edges) for channel in channels], axis=0)
    # Outward rounding keeps the quietest sound visible.
    pairs = np.stack([np.floor(low * 127), np.ceil(high * 127)], axis=1)
    small: NDArray[np.int8] = np.clip(pairs, -128, 127).astype(np.int8)
    return small.tobytes()
