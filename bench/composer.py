"""How fast the composer is on one core beside FluidSynth playing the same notes, and where its time goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from bench import fluidsynth
from bench.figures import Figure
from reprise.songs.generation.engine_host import ONE_THREAD

DURATION = 30.0
WARM = 5
PEER_RUNS = 5


def measure(scratch: Path) -> list[Figure]:
    """Both in one run and in CPU seconds: other work on the machine must not decide.

    A third figure is a sine wave of the same length: what encoding, measuring and checking cost alone.
    """
    midi = scratch / "piece.mid"
    music, tone = _probe("composer", midi), _probe("tone")
    warm, floor = median(music["warm"]), median(tone["warm"])
    peer = fluidsynth.find()
    length = f"{music['parts']} parts, {DURATION:g} s"
    if peer is None:
        played, note = None, f"{length}; no FluidSynth to compare with: {fluidsynth.HOW}"
    else:
        played = median(peer.render(midi, scratch / "peer.flac") for _ in range(PEER_RUNS))
        note = f"{length}; control: FluidSynth, {peer.soundfont.resolve().name}"
    return [
        Figure("composer, warm", warm, "CPU-s", played, times_control=1.0, note=note),
        Figure(
            "composer, cold",
            music["cold"],
            "CPU-s",
            played,
            times_control=2.0,
            note="with Python's start",
        ),
        Figure("  with a sine wave for music", floor, "CPU-s", note="encoding, measuring, checking"),
        *_stages(music["stages"]),
    ]


def _stages(stages: Mapping[str, float]) -> list[Figure]:
    total = sum(stages.values())
    ordered = sorted(stages.items(), key=lambda item: -item[1])
    return [
        Figure(f"  {stage}", 1e3 * seconds, "CPU-ms", note=f"{100 * seconds / total:.0f} %")
        for stage, seconds in ordered
        if seconds > 0.005 * total
    ]


def _probe(engine: str, midi: Path | None = None) -> dict[str, Any]:
    """With `midi`, the notes of what is rendered warm are written there as well."""
    command = [sys.executable, "-m", "bench.composer_probe", engine, str(DURATION), str(WARM)]
    command += [str(midi)] if midi else []
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ | ONE_THREAD)
    result: dict[str, Any] = json.loads(done.stdout)
    return result
