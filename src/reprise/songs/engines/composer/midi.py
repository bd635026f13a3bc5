"""A score as a Standard MIDI File, for any notation program, sequencer or sound module.

Source: Standard MIDI Files 1.0 (RP-001), General MIDI System Level 1 (RP-003).
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import mido

from reprise.songs.engines.composer.character import Character
from reprise.songs.engines.composer.keys import MODES, Key
from reprise.songs.engines.composer.production import Piece, write
from reprise.songs.engines.composer.score import BEATS_PER_BAR, Note, Score, Track
from reprise.songs.engines.composer.synth import drumkit
from reprise.songs.engines.composer.synth.instruments import ORCHESTRA
from reprise.songs.engines.composer.synth.mixing import place, track_gain_db
from reprise.songs.engines.protocol import RenderRequest

TICKS_PER_BEAT = 960
DRUM_CHANNEL = 9
PITCHED_CHANNELS = tuple(channel for channel in range(16) if channel != DRUM_CHANNEL)
VOLUME, PAN, EXPRESSION, REVERB = 7, 10, 11, 91
USUAL_VOLUME = 100
DRUMS_LEVEL_DB = 7.5
"""What drums have above the others in the mix here and in the samples of a sound module alike."""

PROGRAMS: Mapping[str, int] = {
    "piano": 0, "electric piano": 4, "organ": 16, "guitar": 25, "electric guitar": 27, "harp": 46,
    "bass": 33, "upright bass": 32, "synth bass": 38, "strings": 48, "violin": 40, "cello": 42,
    "flute": 73, "clarinet": 71, "brass": 61, "choir": 52, "pad": 89, "synth lead": 81, "synth": 90,
    "bells": 14, "marimba": 12, "vibraphone": 11,
}  # fmt: skip
"""General MIDI programs, counted from 0."""

MAJOR_KEYS = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
MINOR_KEYS = ("Cm", "C#m", "Dm", "Ebm", "Em", "Fm", "F#m", "Gm", "G#m", "Am", "Bbm", "Bm")

_Event = tuple[int, int, mido.Message]
"""Tick, rank among those of one tick, message."""


def midi_file(request: RenderRequest) -> bytes:
    """The notes of a request, timed and weighted as the rendering plays them."""
    return to_midi(write(request))


def to_midi(piece: Piece) -> bytes:
    """Format 1: a track of tempo, metre and key, then one for each part; drums are on channel 10."""
    score = piece.score
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_BEAT)
    file.tracks.append(_conductor(score))
    pitched = 0
    for track in score.tracks:
        drums = track.role == "drums"
        channel = DRUM_CHANNEL if drums else PITCHED_CHANNELS[pitched % len(PITCHED_CHANNELS)]
        pitched += not drums
        file.tracks.append(_part(track, channel, score, piece.feel))
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def signature(key: Key) -> str:
    """The key signature of a mode: that of the major or minor key with the same notes.

    MIDI knows major and minor alone; "D dorian" is written as C major, because it has no accidentals.
    """
    if key.mode == "minor":
        return MINOR_KEYS[key.pitch_class]
    major = set(MODES["major"])
    notes = {(key.pitch_class + step) % 12 for step in MODES[key.mode]}
    tonic = next(tonic for tonic in range(12) if {(tonic + step) % 12 for step in major} == notes)
    return MAJOR_KEYS[tonic]


def _conductor(score: Score) -> mido.MidiTrack:
    metre = mido.MetaMessage("time_signature", numerator=BEATS_PER_BAR, denominator=4)
    return mido.MidiTrack(
        [
            mido.MetaMessage("track_name", name=f"{score.key}, {score.tempo:g} bpm"),
            mido.MetaMessage("set_tempo", tempo=round(60e6 / score.tempo)),
            metre,
            mido.MetaMessage("key_signature", key=signature(score.key)),
            mido.MetaMessage("marker", text="final chord", time=_tick(score.ending)),
            mido.MetaMessage("end_of_track", time=_tick(score.length) - _tick(score.ending)),
        ]
    )


def _part(track: Track, channel: int, score: Score, feel: Character) -> mido.MidiTrack:
    made = mido.MidiTrack([mido.MetaMessage("track_name", name=track.name)])
    if channel != DRUM_CHANNEL:
        made.append(mido.Message("program_change", channel=channel, program=PROGRAMS[track.instrument]))
    for control, value in _controls(track, score, feel):
        made.append(mido.Message("control_change", channel=channel, control=control, value=value))
    now = 0
    for tick, _, message in sorted(_events(track, channel), key=lambda event: event[:2]):
        made.append(message.copy(time=tick - now))
        now = tick
    made.append(mido.MetaMessage("end_of_track", time=max(0, _tick(score.length) - now)))
    return made


def _controls(track: Track, score: Score, feel: Character) -> list[tuple[int, int]]:
    """Volume (40 log₁₀ of its share in dB, as General MIDI recommends), place and reverb of a part."""
    level_db = track_gain_db(track, feel)
    if track.role == "drums":
        send, pan = drumkit.SEND.get(38, 0.35), 0.0
        level_db -= DRUMS_LEVEL_DB
    else:
        send, pan = ORCHESTRA[track.instrument].send, place(track, score)
    volume = min(127, max(1, round(USUAL_VOLUME * 10 ** (level_db / 40))))
    reverb = min(127, round(127 * send * min(1.0, feel.reverb)))
    return [(VOLUME, volume), (PAN, round(64 + 63 * pan)), (EXPRESSION, 127), (REVERB, reverb)]


def _events(track: Track, channel: int) -> list[_Event]:
    events: list[_Event] = []
    for note, end in _without_overlaps(track.notes):
        velocity = min(127, max(1, round(127 * note.velocity)))
        on = mido.Message("note_on", channel=channel, note=note.pitch, velocity=velocity)
        off = mido.Message("note_off", channel=channel, note=note.pitch, velocity=64)
        # Where one note ends as the same pitch begins, the end comes first, or it would end the new one.
        events += [(_tick(note.start), 1, on), (end, 0, off)]
    return events


def _without_overlaps(notes: tuple[Note, ...]) -> list[tuple[Note, int]]:
    """Notes with the tick of their end: a key must go up before it can go down again."""
    ends: list[tuple[Note, int]] = []
    following: dict[int, int] = {}
    for note in sorted(notes, key=lambda note: note.start, reverse=True):
        start = _tick(note.start)
        end = max(start + 1, _tick(note.start + note.length))
        ends.append((note, max(start, min(end, following.get(note.pitch, end)))))
        following[note.pitch] = start
    return ends[::-1]


def _tick(beat: float) -> int:
    return round(beat * TICKS_PER_BEAT)
