"""Renders in a fresh process and prints, as JSON, the CPU seconds that it took and where they went."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from reprise.songs.engines.protocol import (
    Attributes,
    Availability,
    Engine,
    EngineSpec,
    ProgressCallback,
    Rendering,
    RenderRequest,
    Scoring,
    Understanding,
)
from reprise.songs.engines.registry import load_engines
from reprise.songs.generation.rendering import render_to_file

PROMPT = "slow sad piano in D minor, 60 bpm, with strings, bass and drums"
"""Five parts, all of which sound."""
SEED = 1


class Tone:
    """The control: one sine wave in place of the music, encoded and measured in the same way."""

    spec: EngineSpec = load_engines(["composer"])["composer"].spec

    def availability(self) -> Availability:
        return Availability(True)

    def understand(self, text: str, attributes: Attributes) -> Understanding:
        return Understanding(text)

    def render(self, request: RenderRequest, progress: ProgressCallback) -> Rendering:
        import numpy as np

        rate = self.spec.sample_rate
        wave = 0.2 * np.sin(2 * np.pi * 440 / rate * np.arange(round(request.duration * rate)))
        return Rendering(np.stack([wave, wave], axis=1).astype(np.float32), rate)


def main(engine_name: str, duration: float, warm: int, midi: Path | None) -> None:
    engine: Engine = Tone() if engine_name == "tone" else load_engines([engine_name])[engine_name]
    request = RenderRequest(text=PROMPT, duration=duration, seed=SEED)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "piece.flac"
        _render(engine, request, path)
        # Since the process began: starting Python and importing the libraries included.
        cold = time.process_time()
        runs = [_render(engine, request, path) for _ in range(warm)]
    result = {"cold": cold, "warm": [sum(run.values()) for run in runs], "stages": runs[-1]}
    if midi is not None and isinstance(engine, Scoring):
        midi.write_bytes(engine.midi(request))
        result["parts"] = int.from_bytes(midi.read_bytes()[10:12], "big") - 1
    json.dump(result, sys.stdout)


def _render(engine: Engine, request: RenderRequest, path: Path) -> dict[str, float]:
    """CPU seconds of one piece by stage."""
    spent: defaultdict[str, float] = defaultdict(float)
    stage, since = "starting", time.process_time()

    def tell(_: float, next_stage: str) -> None:
        nonlocal stage, since
        now = time.process_time()
        spent[stage] += now - since
        stage, since = next_stage, now

    render_to_file(engine, request, path, tell)
    return spent


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]) if len(sys.argv) > 4 else None)
