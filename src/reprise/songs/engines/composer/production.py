"""The whole way of one sample: compose, play, mix, master."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reprise.songs.engines.composer.brief import brief
from reprise.songs.engines.composer.character import character
from reprise.songs.engines.composer.compose import compose
from reprise.songs.engines.composer.specification import DELTAS, SAMPLE_RATE
from reprise.songs.engines.composer.synth.mastering import master
from reprise.songs.engines.composer.synth.mixing import mix
from reprise.songs.engines.composer.synth.reverb import add_reverb
from reprise.songs.engines.composer.synth.signal import Signal
from reprise.songs.engines.protocol import ProgressCallback, Rendering, RenderRequest

PLAYED, REVERBERATED = 0.62, 0.76
"""Shares of the whole after playing and after the reverb."""


def produce(request: RenderRequest, progress: ProgressCallback) -> Rendering:
    """A mastered rendering of exactly round(duration × rate) frames."""
    progress(0.0, "composing")
    made, _ = brief(request.text, request.attributes)
    deltas = merged_deltas(request.parameters, request.adapter)
    feel = character(made, deltas)
    score = compose(made, request.duration, deltas, request.seed, lambda: progress(0.01, "composing"))
    length = round(request.duration * SAMPLE_RATE)
    bus = mix(score, length, feel, lambda share, stage: progress(0.02 + (PLAYED - 0.02) * share, stage))
    stereo, send = bus.dry, bus.send
    del bus
    _add_room(stereo, send, feel.reverb, progress)
    del send
    master(
        stereo,
        max(-1.0, min(1.0, feel.brightness)),
        score.ending * score.seconds_per_beat,
        lambda share: progress(REVERBERATED + (1 - REVERBERATED) * share, "mastering"),
    )
    return Rendering(np.ascontiguousarray(stereo.T), SAMPLE_RATE)


def merged_deltas(parameters: Mapping[str, float], adapter: Mapping[str, float] | None) -> dict[str, float]:
    """Every delta as parameter plus adapter, held within −1…1; names that are no delta are ignored."""
    learned = adapter or {}
    return {
        name: max(-1.0, min(1.0, float(parameters.get(name, 0.0)) + float(learned.get(name, 0.0))))
        for name in DELTAS
    }


def _add_room(stereo: Signal, send: Signal, amount: float, progress: ProgressCallback) -> None:
    seconds = min(3.2, max(0.7, 0.8 + 2.6 * min(1.0, amount)))
    gain = 0.9 * amount
    add_reverb(
        stereo, send, seconds, gain,
        lambda share: progress(PLAYED + (REVERBERATED - PLAYED) * share, "mixing"),
    )  # fmt: skip
