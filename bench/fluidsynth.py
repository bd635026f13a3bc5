"""The peer: FluidSynth playing the same notes with a General MIDI SoundFont."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOUNDFONTS = (
    # What a machine calls its default may be a twentieth of this one, and quicker to play.
    "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "/usr/share/sounds/sf2/default-GM.sf2",
    "/usr/share/sounds/sf3/default-GM.sf3",
    "/usr/share/soundfonts/default.sf2",
)
HOW = "apt install fluidsynth fluid-soundfont-gm"


@dataclass(frozen=True, slots=True)
class Peer:
    program: str
    soundfont: Path

    def render(self, midi: Path, flac: Path) -> float:
        """CPU seconds of a whole run: the font read, the notes played, the file encoded."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        options = ["-ni", "-r", "44100", "-T", "flac", "-F", str(flac)]
        command = [self.program, *options, str(self.soundfont), str(midi)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def find() -> Peer | None:
    """The installed FluidSynth with a General MIDI SoundFont (BENCH_SOUNDFONT names another), or None."""
    program = shutil.which("fluidsynth")
    candidates = [os.environ.get("BENCH_SOUNDFONT", ""), *SOUNDFONTS]
    font = next((Path(path) for path in candidates if path and Path(path).is_file()), None)
    return Peer(program, font) if program and font else None
