"""The process that makes both files of a pair: `python -m`, then parent, masters, gains in dB, and a seed.

Each WAV file lies beside its master under the same name. A process of its own, because the audio stack costs
100 MB and blocks.
"""

from __future__ import annotations

import os
import sys
import wave
from pathlib import Path
from typing import Any, Final

from reprise.core.operations.lifeline import die_with_parent

_NICENESS: Final = 5
_BLOCK: Final = 65_536
_LOUDEST: Final = 32_767
_DITHER: Final = 0.75
"""Standard deviation in steps of the file: -92 dB of full scale."""


def main(parent: str, master_a: str, master_b: str, gain_a: str, gain_b: str, seed: str) -> None:
    die_with_parent(int(parent))
    os.nice(_NICENESS)
    make_blind(master_a, master_b, gain_a, gain_b, seed)


def make_blind(master_a: str, master_b: str, gain_a: str, gain_b: str, seed: str) -> None:
    import soundfile

    with soundfile.SoundFile(master_a) as a, soundfile.SoundFile(master_b) as b:
        if a.samplerate != b.samplerate:
            raise SystemExit(f"one master has {a.samplerate} Hz, the other {b.samplerate}")
        form = max(a.frames, b.frames), max(a.channels, b.channels), a.samplerate
        for place, (master, gain) in enumerate(((a, gain_a), (b, gain_b))):
            path = Path((master_a, master_b)[place]).with_suffix(".wav")
            write_blind(master, path, form, 10 ** (float(gain) / 20), (int(seed, 16), place))


def write_blind(
    master: Any, path: Path, form: tuple[int, int, int], gain: float, seed: tuple[int, int]
) -> None:
    """`form` is frames, channels and rate of the file, which ends in silence where the master is shorter.

    The master's steps, scaled, are still a grid, whose spacing is the gain. Dither hides a grid as far as its
    characteristic function is small at the grid's frequency (R. Wannamaker: The Theory of Dithered
    Quantization, 1997): the usual triangle leaves 1/800 of it, which is found in half a minute of music.
    Gaussian noise of three quarters of a step, in the silence too, leaves less than 1/1,000,000 at any gain
    below -1 dB.
    """
    import numpy as np

    frames, channels, rate = form
    rng = np.random.default_rng(seed)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        for start in range(0, frames, _BLOCK):
            size = min(_BLOCK, frames - start)
            block = master.read(size, dtype="int16", always_2d=True).astype(np.float64)
            heard = np.zeros((size, channels))
            heard[: len(block)] = block
            dither = _DITHER * rng.standard_normal((size, channels))
            steps = np.rint(heard * gain + dither)
            file.writeframes(np.clip(steps, -_LOUDEST - 1, _LOUDEST).astype("<i2").tobytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
