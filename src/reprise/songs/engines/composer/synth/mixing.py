"""From a score to an unmastered stereo mix."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from reprise.songs.engines.composer.character import Character
from reprise.songs.engines.composer.score import Note, Score, Track
from reprise.songs.engines.composer.synth import drumkit
from reprise.songs.engines.composer.synth.instruments import ORCHESTRA, Instrument
from reprise.songs.engines.composer.synth.signal import SAMPLE_RATE, Signal, decay, decibels, frames

ROLE_DB = {"melody": 0.0, "counter": -7.0, "chords": -5.0, "pad": -9.5, "bass": -0.5, "drums": 7.5}
WEIGHT_OF_ROLE = {"melody": "lead", "counter": "lead", "pad": "pad", "bass": "bass", "drums": "drums"}
DUCKED = {"pad", "chords", "bass"}
VELOCITY_LAYERS = 5
CACHE_FRAMES = 4_000_000
KICKS = (36, 41)


class Receiver(Protocol):
    """Where sounds go: a whole bus, or a window that moves along one."""

    def add(
        self, sound: Signal, start: int, left: float, right: float, send: float, ducked: bool
    ) -> None: ...


@dataclass(slots=True)
class Bus:
    """The sums of a mix: stereo `dry` (2, frames), mono reverb `send`, and the ducking gain or None."""

    dry: Signal
    send: Signal
    duck: Signal | None

    def add(self, sound: Signal, start: int, left: float, right: float, send: float, ducked: bool) -> None:
        """Adds a mono or stereo sound at a frame; what lies beyond the end is cut."""
        end = min(self.dry.shape[1], start + sound.shape[-1])
        if end <= start:
            return
        part = sound[..., : end - start]
        if ducked and self.duck is not None:
            part = part * self.duck[start:end]
        sides = (part, part) if part.ndim == 1 else (part[0], part[1])
        self.dry[0, start:end] += sides[0] * np.float32(left)
        self.dry[1, start:end] += sides[1] * np.float32(right)
        middle = part if part.ndim == 1 else part[0] + part[1]
        self.send[start:end] += middle * np.float32(send if part.ndim == 1 else send / 2)


def mix(score: Score, length: int, feel: Character, progress: Callable[[float, str], None]) -> Bus:
    """Plays all tracks; `progress` hears of every note."""
    dry, send = np.zeros((2, length), dtype=np.float32), np.zeros(length, dtype=np.float32)
    bus = Bus(dry, send, ducking(score, length, feel))
    total = sum(len(track.notes) for track in score.tracks)
    done = 0
    for track in score.tracks:
        for _ in play(track, score, feel, bus):
            done += 1
            progress(done / total, f"rendering {track.instrument}")
    return bus


def ducking(score: Score, length: int, feel: Character) -> Signal | None:
    """Gain of what steps aside for the kicks of the whole score; None where the style does not pump."""
    kicks = [
        note for track in score.tracks if track.role == "drums" for note in track.notes if note.pitch in KICKS
    ]
    pumping = feel.style.pumping if kicks else 0.0
    return _ducking(kicks, score, length, pumping) if pumping else None


def play(track: Track, score: Score, feel: Character, bus: Receiver) -> Iterator[None]:
    """Adds one track to the bus, note by note. What a track adds does not depend on the others' sound."""
    return (_play_drums if track.role == "drums" else _play_track)(track, score, feel, bus)


def _ducking(kicks: list[Note], score: Score, length: int, depth: float) -> Signal:
    """Gain that dips with each kick and swells back within about a third of a second."""
    gain = np.ones(length, dtype=np.float32)
    size = frames(0.32)
    dip = 1 - np.float32(depth) * decay(size, 0.5) * np.linspace(1, 0, size, dtype=np.float32)
    attack = frames(0.004)
    dip[:attack] = np.linspace(1.0, dip[attack], attack, dtype=np.float32)
    for note in kicks:
        start = frames(note.start * score.seconds_per_beat)
        end = min(length, start + size)
        if end > start:
            gain[start:end] = np.minimum(gain[start:end], dip[: end - start])
    return gain


def _panned(pan: float) -> tuple[float, float]:
    """Equal-power gains of a place −1…1, both one in the middle."""
    angle = (pan + 1) * math.pi / 4
    return math.sqrt(2) * math.cos(angle), math.sqrt(2) * math.sin(angle)


def place(track: Track, score: Score) -> float:
    """Where a track sits, −1…1: a soloist in the middle, chords opposite to a melody on one instrument."""
    instrument = ORCHESTRA[track.instrument]
    if len({each.instrument for each in score.tracks}) == 1:
        return 0.0
    return -instrument.pan if track.role == "chords" else instrument.pan


def track_gain_db(track: Track, feel: Character) -> float:
    """Where a track stands in the mix: its role's level, the style's balance and the user's weight."""
    weight = feel.weights_db.get(WEIGHT_OF_ROLE.get(track.role, ""), 0.0)
    return ROLE_DB[track.role] + feel.style.balance.get(track.role, 0.0) + weight


def _play_track(track: Track, score: Score, feel: Character, bus: Receiver) -> Iterator[None]:
    instrument = ORCHESTRA[track.instrument]
    gain = decibels(instrument.gain_db + track_gain_db(track, feel))
    left, right = _panned(place(track, score))
    tone = max(-1.0, min(1.0, feel.brightness))
    cache = _NoteCache(instrument, tone)
    for note in track.notes:
        sound = cache.sound(note.pitch, note.length * score.seconds_per_beat, note.velocity)
        level = gain * note.velocity / 0.6
        send = level * instrument.send
        start = round(note.start * score.seconds_per_beat * SAMPLE_RATE)
        bus.add(sound, start, level * left, level * right, send, track.role in DUCKED)
        yield


class _NoteCache:
    """Notes already rendered, by pitch, length to a twentieth of a second, and velocity layer."""

    def __init__(self, instrument: Instrument, tone: float) -> None:
        self._voice = instrument.voice
        self._tone = tone
        self._sounds: dict[tuple[int, int, int], Signal] = {}
        self._frames = 0

    def sound(self, pitch: int, seconds: float, velocity: float) -> Signal:
        layer = min(VELOCITY_LAYERS - 1, int(velocity * VELOCITY_LAYERS))
        key = (pitch, math.ceil(seconds * 20), layer)
        if key not in self._sounds:
            self._make_room()
            made = self._voice(pitch, key[1] / 20, (layer + 0.5) / VELOCITY_LAYERS, self._tone)
            self._sounds[key] = made.astype(np.float32, copy=False)
            self._frames += made.size
        return self._sounds[key]

    def _make_room(self) -> None:
        if self._frames > CACHE_FRAMES:
            self._sounds.clear()
            self._frames = 0


def _play_drums(track: Track, score: Score, feel: Character, bus: Receiver) -> Iterator[None]:
    gain = decibels(track_gain_db(track, feel)) * 0.32
    for note in track.notes:
        left, right = _panned(drumkit.PAN.get(note.pitch, 0.0))
        level = gain * note.velocity**1.4
        start = round(note.start * score.seconds_per_beat * SAMPLE_RATE)
        send = level * drumkit.SEND.get(note.pitch, 0.35)
        bus.add(drumkit.strike(note.pitch), start, level * left, level * right, send, ducked=False)
        yield
