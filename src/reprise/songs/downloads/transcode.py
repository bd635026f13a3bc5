"""The process that converts one FLAC master: `python -m`, then parent, source and target.

The target's suffix says the format. A process of its own, because the audio stack costs 100 MB and blocks.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from reprise.core.operations.lifeline import die_with_parent

_NICENESS: Final = 5
_BLOCK: Final = 65_536
_MP3_QUALITY: Final = 0.0
"""The best of libsndfile's scale from 0 to 1."""


def main(parent: str, source: str, target: str) -> None:
    die_with_parent(int(parent))
    os.nice(_NICENESS)
    import soundfile

    format_ = target.rpartition(".")[2].upper()
    options = {"subtype": "PCM_16"} if format_ == "WAV" else {"compression_level": _MP3_QUALITY}
    with (
        soundfile.SoundFile(source) as master,
        soundfile.SoundFile(
            target, "w", samplerate=master.samplerate, channels=master.channels, format=format_, **options
        ) as copy,
    ):
        for block in master.blocks(blocksize=_BLOCK, dtype="int16"):
            copy.write(block)


if __name__ == "__main__":
    main(*sys.argv[1:])
