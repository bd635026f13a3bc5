"""The composer's notes played with a SoundFont of the user's own, by FluidSynth.

FluidSynth (LGPL-2.1) is a program that is started, not a library of Reprise; it and the font are the user's.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reprise.core.operations.lifeline import die_with_parent
from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.composer.specification import SAMPLE_RATE, SPEC
from reprise.songs.engines.protocol import (
    Attributes,
    Availability,
    ProgressCallback,
    Rendering,
    RenderRequest,
    Understanding,
)

if TYPE_CHECKING:
    from reprise.songs.engines.composer.synth.signal import Signal

PROGRAM: Final = "fluidsynth"
NAME: Final = "soundfont"
GAIN: Final = "0.4"
_PLAYED: Final = 0.7
_LOOK_EVERY: Final = 0.05
_SAMPLED: Final = 64 * 1024
_DESCRIPTION: Final = "The composer's notes, played with your own SoundFont by FluidSynth."
_LICENCE_NOTICE: Final = (
    "The notes are yours. The sounds are those of the SoundFont: its licence says what you may do with them."
)


class SoundFontEngine:
    """`path` names an .sf2 or .sf3 file, whose fingerprint is part of the version."""

    def __init__(self, path: str) -> None:
        self._font = Path(path)
        self._composer = ComposerEngine()
        self.spec = replace(
            SPEC,
            name=NAME,
            version=f"{SPEC.version}+{_fingerprint(self._font)}",
            description=_DESCRIPTION,
            licence_notice=_LICENCE_NOTICE,
            exports=("midi",),
        )

    def availability(self) -> Availability:
        """Both the program and a readable font must be there."""
        if not self._font.is_file() or not _is_soundfont(self._font):
            return Availability(False, f"{self._font} is not a SoundFont file (.sf2, .sf3)")
        if shutil.which(PROGRAM) is None:
            return Availability(
                False, "the program fluidsynth is not installed (on Debian: apt install fluidsynth)"
            )
        return Availability(True)

    def understand(self, text: str, attributes: Attributes) -> Understanding:
        """As the composer reads it."""
        return self._composer.understand(text, attributes)

    def midi(self, request: RenderRequest) -> bytes:
        """The notes that are played."""
        return self._composer.midi(request)

    def render(self, request: RenderRequest, progress: ProgressCallback) -> Rendering:
        """
        Raises:
            RuntimeError: FluidSynth failed, in its own words.
        """
        import numpy as np

        from reprise.songs.engines.composer.production import write
        from reprise.songs.engines.composer.synth.mastering import master

        progress(0.0, "composing")
        piece = write(request)
        with tempfile.TemporaryDirectory(prefix="reprise-") as directory:
            notes, sound = Path(directory) / "notes.mid", Path(directory) / "sound.wav"
            notes.write_bytes(self.midi(request))
            _play(self._font, notes, sound, lambda share: progress(_PLAYED * share, "rendering"))
            stereo = _read(sound, piece.length)
        master(
            stereo,
            max(-1.0, min(1.0, piece.feel.brightness)),
            piece.score.ending * piece.score.seconds_per_beat,
            lambda share: progress(_PLAYED + (1 - _PLAYED) * share, "mastering"),
        )
        return Rendering(np.ascontiguousarray(stereo.T), SAMPLE_RATE, piece.plan)


def _play(font: Path, notes: Path, sound: Path, progress: Callable[[float], None]) -> None:
    command = [PROGRAM, "-ni", "-q", "-g", GAIN, "-r", str(SAMPLE_RATE), "-O", "float", "-T", "wav"]
    began = time.monotonic()
    with sound.with_name("complaint").open("w+b") as complaint:
        process = subprocess.Popen(  # noqa: S603 - a fixed program; the paths are ours and the user's own
            [*command, "-F", str(sound), str(font), str(notes)],
            stdin=subprocess.DEVNULL,
            stdout=complaint,
            stderr=complaint,
            preexec_fn=partial(die_with_parent, os.getpid()),  # noqa: PLW1509 - a system call, no locks
        )
        try:
            while process.poll() is None:
                # It does not say how far it is; what is said never reaches the end by itself.
                passed = time.monotonic() - began
                progress(passed / (passed + 2))
                time.sleep(_LOOK_EVERY)
        finally:
            process.kill()
            process.wait()
        complaint.seek(0)
        said = complaint.read().decode(errors="replace").strip()
    # It ends with 0 also when it could not load the font, and has played nothing.
    errors = [line for line in said.splitlines() if line.startswith("fluidsynth: error:")]
    if errors or process.returncode != 0 or not sound.is_file():
        raise RuntimeError(f"fluidsynth failed: {errors[-1] if errors else said[-200:]}")


def _read(sound: Path, length: int) -> Signal:
    """Planar stereo of exactly this many frames: what rings on is cut, what is missing is silence."""
    import numpy as np
    import soundfile

    stereo = np.zeros((2, length), dtype=np.float32)
    start = 0
    with soundfile.SoundFile(sound) as file:
        for block in file.blocks(blocksize=65_536, dtype="float32", always_2d=True):
            part = block[: length - start]
            stereo[:, start : start + len(part)] = part.T
            start += len(part)
    return stereo


def _is_soundfont(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(12)
    return head[:4] == b"RIFF" and head[8:] == b"sfbk"


def _fingerprint(path: Path) -> str:
    """Short and quick to take: fonts have hundreds of megabytes. "none" where there is no such file."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            digest = hashlib.sha256(str(size).encode())
            for place in (0, size // 2, max(0, size - _SAMPLED)):
                file.seek(place)
                digest.update(file.read(_SAMPLED))
    except OSError:
        return "none"
    return digest.hexdigest()[:8]
