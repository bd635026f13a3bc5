"""The parts of a mix, one at a time: what is added up, ducked and reverberated before mastering."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from reprise.songs.engines.composer.production import Piece, add_room, write
from reprise.songs.engines.composer.specification import SAMPLE_RATE
from reprise.songs.engines.composer.synth.mixing import Bus, ducking, play, track_gain_db
from reprise.songs.engines.composer.synth.signal import Signal, frames
from reprise.songs.engines.protocol import ProgressCallback, RenderRequest, Stem

PLAYED = 0.85
STEP = 2**18
"""Frames of a block: the reverb's transforms have this length too."""
DISORDER_SECONDS = 2.0
"""No player is so early that a note comes this long after one that was written later."""


def stems(request: RenderRequest, progress: ProgressCallback) -> Iterator[Stem]:
    """A dry stem for each part, then one with the reverb of all: together the mix before mastering.

    Panning, ducking and sends are gains, and the reverb is a convolution: all linear, so parts rendered
    apart add up to the whole.
    """
    progress(0.0, "composing")
    piece = write(request, lambda: progress(0.01, "composing"))
    send = np.zeros(piece.length, dtype=np.float32)
    duck = ducking(piece.score, piece.length, piece.feel)
    for number, track in enumerate(piece.score.tracks):
        window = MovingWindow(send, duck)
        blocks = _played(piece, number, window, progress)
        yield _stem(track.name, track.role, track.instrument, track_gain_db(track, piece.feel), blocks)
    del duck, window, blocks
    room = _room(piece, send, lambda share: progress(PLAYED + (1 - PLAYED) * share, "mixing"))
    yield _stem("reverb", "return", "reverb", 0.0, room)


def _stem(name: str, role: str, instrument: str, gain_db: float, blocks: Iterator[Signal]) -> Stem:
    planar = (block.T for block in blocks)
    return Stem(name, role, instrument, round(gain_db, 2), SAMPLE_RATE, 2, planar)


def _played(piece: Piece, number: int, window: MovingWindow, progress: ProgressCallback) -> Iterator[Signal]:
    count = len(piece.score.tracks)
    track = piece.score.tracks[number]
    for note, _ in enumerate(play(track, piece.score, piece.feel, window)):
        share = (number + note / len(track.notes)) / count
        progress(0.02 + (PLAYED - 0.02) * share, f"rendering {track.instrument}")
        yield from window.finished()
    yield from window.rest()


def _room(piece: Piece, send: Signal, progress: Callable[[float], None]) -> Iterator[Signal]:
    wet = np.zeros((2, piece.length), dtype=np.float32)
    add_room(wet, send, piece.feel, progress)
    for start in range(0, piece.length, STEP):
        yield wet[:, start : start + STEP]


class MovingWindow:
    """The dry sum of one track between what is finished and the end of its longest note.

    Notes come in the order of their start, so what lies well before the newest does not change any more.
    What is sent to the reverb is added to `send`, which all tracks share.
    """

    def __init__(self, send: Signal, duck: Signal | None) -> None:
        self._send = send
        self._duck = duck
        self._dry = np.zeros((2, 0), dtype=np.float32)
        self._base = 0
        self._newest = 0

    def add(self, sound: Signal, start: int, left: float, right: float, send: float, ducked: bool) -> None:
        """As `Bus.add`; the start must not lie before what is finished."""
        if start < self._base:
            raise ValueError("a note begins in a block that was given out already")
        self._newest = max(self._newest, start)
        self._reach(min(len(self._send), start + sound.shape[-1]))
        here = slice(self._base, self._base + self._dry.shape[1])
        duck = None if self._duck is None else self._duck[here]
        bus = Bus(self._dry, self._send[here], duck)
        bus.add(sound, start - self._base, left, right, send, ducked)

    def finished(self) -> Iterator[Signal]:
        """Blocks that no further note can change; each is gone once the next is asked for."""
        while self._newest - frames(DISORDER_SECONDS) - self._base >= STEP:
            yield self._give(STEP)

    def rest(self) -> Iterator[Signal]:
        """Everything up to the end of the piece."""
        while self._base < len(self._send):
            yield self._give(min(STEP, len(self._send) - self._base))

    def _reach(self, end: int) -> None:
        reached = self._base + self._dry.shape[1]
        if end > reached:
            further = min(max(end - reached, STEP), len(self._send) - reached)
            self._dry = np.pad(self._dry, ((0, 0), (0, further)))

    def _give(self, size: int) -> Signal:
        self._reach(self._base + size)
        block = self._dry[:, :size]
        self._dry = self._dry[:, size:].copy()
        self._base += size
        return block
