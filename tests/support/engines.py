"""An engine for fault tests: it takes as long as it is told and dies when it is told."""

from __future__ import annotations

import os
import re
import time

import numpy as np

from reprise.songs.engines.protocol import (
    Attributes,
    Availability,
    EngineSpec,
    ProgressCallback,
    Rendering,
    RenderRequest,
    Understanding,
)

STEP_SECONDS = 0.05


class PacedEngine:
    """Noise of the seed. "takes 1.5" in the prompt is the wall-clock seconds of one sample.

    "then 60" is what it takes from the second sample on that the same process makes of the same prompt.
    "raises" raises, "dies" ends the process; "hoards" takes no notice of anything for a minute.
    """

    spec = EngineSpec(
        name="paced",
        version="1.0",
        description="Noise, at a given pace.",
        min_duration=0.5,
        max_duration=60,
        default_duration=1,
        sample_rate=8_000,
        channels=1,
        licence_notice="For tests.",
    )

    def __init__(self) -> None:
        self._made: set[str] = set()

    def availability(self) -> Availability:
        return Availability(True)

    def understand(self, text: str, attributes: Attributes) -> Understanding:
        return Understanding(f"paced: {text}")

    def render(self, request: RenderRequest, progress: ProgressCallback) -> Rendering:
        if "raises" in request.text:
            raise RuntimeError("told to raise")
        if "hoards" in request.text:
            time.sleep(60)
        found = re.search(r"takes ([\d.]+)", request.text)
        if request.text in self._made:
            found = re.search(r"then ([\d.]+)", request.text) or found
        self._made.add(request.text)
        steps = max(1, round(float(found[1] if found else 0) / STEP_SECONDS))
        for step in range(steps):
            progress(step / steps, "pacing")
            if "dies" in request.text and step == steps // 2:
                os._exit(7)
            time.sleep(STEP_SECONDS)
        frames = round(request.duration * self.spec.sample_rate)
        noise = np.random.default_rng(request.seed).standard_normal((frames, 1))
        return Rendering((noise * 0.1).astype(np.float32), self.spec.sample_rate)
