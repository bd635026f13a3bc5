"""From float audio to the FLAC master, the same bytes for the same samples."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import soundfile
from numpy.typing import NDArray

FULL_SCALE: Final = 32_767
_BLOCK: Final = 65_536


def write_flac(path: Path, audio: NDArray[np.float32], sample_rate: int) -> None:
    """16-bit FLAC without tags. `audio` has shape (frames, channels) in [-1, 1]; the rate is in Hz.

    Rounding is done here, not by the library, whose rule is its own; in blocks, because a whole file
    converted at once would double the memory of a long piece.
    """
    with soundfile.SoundFile(
        path, "w", samplerate=sample_rate, channels=audio.shape[1], format="FLAC", subtype="PCM_16"
    ) as file:
        for start in range(0, len(audio), _BLOCK):
            file.write(to_pcm16(audio[start : start + _BLOCK]))


def to_pcm16(audio: NDArray[np.float32]) -> NDArray[np.int16]:
    """Round to the nearest step, ties to even; what lies beyond full scale is clipped."""
    return np.clip(np.rint(audio * FULL_SCALE), -FULL_SCALE - 1, FULL_SCALE).astype(np.int16)
