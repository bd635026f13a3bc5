"""The whole way of one sample: compose, play, mix, master."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from reprise.songs.engines.composer.brief import brief
from reprise.songs.engines.composer.character import Character, character
from reprise.songs.engines.composer.compose import compose
from reprise.songs.engines.composer.score import Score
from reprise.songs.engines.composer.specification import DELTAS, SAMPLE_RATE
from reprise.songs.engines.composer.synth.mastering import TARGET_LUFS, master
from reprise.songs.engines.composer.synth.mixing import mix
from reprise.songs.engines.composer.synth.reverb import add_reverb
from reprise.songs.engines.composer.synth.signal import Signal
from reprise.songs.engines.protocol import Plan, ProgressCallback, Rendering, RenderRequest

PLAYED, REVERBERATED = 0.62, 0.76
"""Shares of the whole after playing and after the reverb."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a request leads to before a sound is made; `length` is in sample frames."""

    score: Score
    feel: Character
    length: int

    @property
    def plan(self) -> Plan:
        """What there is to be found in the audio; without a pitched note it has no key."""
        has_key = any(True for _ in self.score.pitched_notes())
        return Plan(self.score.tempo, str(self.score.key) if has_key else None, TARGET_LUFS)


def write(request: RenderRequest, on_part: Callable[[], None] = lambda: None) -> Piece:
    """The notes of a request and how they are to sound: the one beginning of audio, MIDI and stems."""
    made, _ = brief(request.text, request.attributes)
    deltas = merged_deltas(request.parameters, request.adapter)
    score = compose(made, request.duration, deltas, request.seed, on_part)
    return Piece(score, character(made, deltas), round(request.duration * SAMPLE_RATE))


def produce(request: RenderRequest, progress: ProgressCallback) -> Rendering:
    """A mastered rendering of exactly round(duration × rate) frames."""
    progress(0.0, "composing")
    piece = write(request, lambda: progress(0.01, "composing"))
    score, feel = piece.score, piece.feel
    bus = mix(score, piece.length, feel, lambda share, stage: progress(0.02 + (PLAYED - 0.02) * share, stage))
    stereo, send = bus.dry, bus.send
    del bus
    add_room(
        stereo,
        send,
        feel,
        lambda share: progress(PLAYED + (REVERBERATED - PLAYED) * share, "mixing"),
    )
    del send
    master(
        stereo,
        max(-1.0, min(1.0, feel.brightness)),
        score.ending * score.seconds_per_beat,
        lambda share: progress(REVERBERATED + (1 - REVERBERATED) * share, "mastering"),
    )
    return Rendering(np.ascontiguousarray(stereo.T), SAMPLE_RATE, piece.plan)


def merged_deltas(parameters: Mapping[str, float], adapter: Mapping[str, float] | None) -> dict[str, float]:
    """Every delta as parameter plus adapter, held within −1…1; names that are no delta are ignored."""
    learned = adapter or {}
    return {
        name: max(-1.0, min(1.0, float(parameters.get(name, 0.0)) + float(learned.get(name, 0.0))))
        for name in DELTAS
    }


def add_room(stereo: Signal, send: Signal, feel: Character, progress: Callable[[float], None]) -> None:
    """Adds to `stereo` the room that this character asks for around what was sent to it."""
    seconds = min(3.2, max(0.7, 0.8 + 2.6 * min(1.0, feel.reverb)))
    add_reverb(stereo, send, seconds, 0.9 * feel.reverb, progress)
