"""Gains that bring samples to one loudness."""

from __future__ import annotations

from collections.abc import Sequence

_DECIMALS = 3


def matching_gains(loudness: Sequence[float | None]) -> list[float]:
    """Gain in dB of each sample, from their integrated loudness in LUFS (ITU-R BS.1770-4).

    The quietest sets the level: no gain is above 0 dB, so matching never clips. A sample without a
    loudness (silence, or shorter than 0.4 s) stays as it is.
    """
    measured = [value for value in loudness if value is not None]
    level = min(measured, default=0.0)
    return [0.0 if value is None else round(level - value, _DECIMALS) for value in loudness]
