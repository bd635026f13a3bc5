"""Music as notes, before anybody plays it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reprise.songs.engines.composer.keys import Key

BEATS_PER_BAR = 4


@dataclass(frozen=True, slots=True)
class Note:
    """Start and length in beats from the beginning, pitch as a MIDI number, velocity 0–1.

    On drum tracks the pitch is the General MIDI percussion key.
    """

    start: float
    length: float
    pitch: int
    velocity: float


@dataclass(frozen=True, slots=True)
class Track:
    """The notes of one part, in order of their start."""

    role: str
    instrument: str
    notes: tuple[Note, ...]

    @property
    def name(self) -> str:
        """Instrument and role, the role only where the instrument does not say it."""
        if self.role in self.instrument.split():
            return self.instrument
        return f"{self.instrument} ({self.role})"


@dataclass(frozen=True, slots=True)
class Score:
    """A whole piece. Tempo is in beats a minute and does not change; lengths are beats."""

    tempo: float
    key: Key
    length: float
    ending: float
    tracks: tuple[Track, ...]

    @property
    def seconds_per_beat(self) -> float:
        return 60.0 / self.tempo

    def pitched_notes(self) -> Iterator[Note]:
        """All notes but those of drums."""
        for track in self.tracks:
            if track.role != "drums":
                yield from track.notes
