"""How fast the composer is on one core, and where its time goes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from bench.figures import Figure

DURATION = 30.0
WARM = 3


def measure(_: Path) -> list[Figure]:
    """The control is a sine wave of the same length: what encoding and measuring cost alone."""
    music, tone = _probe("composer"), _probe("tone")
    warm, tone_warm = median(music["warm"]), median(tone["warm"])
    length = f"{DURATION:g} s of music"
    return [
        Figure("composer, cold", DURATION / music["cold"], "s/CPU-s", DURATION / tone["cold"], note=length),
        Figure("composer, warm", DURATION / warm, "s/CPU-s", DURATION / tone_warm, note=f"median of {WARM}"),
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


def _probe(engine: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.composer_probe", engine, str(DURATION), str(WARM)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    result: dict[str, Any] = json.loads(done.stdout)
    return result
