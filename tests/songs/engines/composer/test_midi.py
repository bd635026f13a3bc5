"""The exported notes: the tempo, key, parts and moments of the piece that is rendered."""

from __future__ import annotations

import io
from collections import Counter

import mido
import numpy as np
import pytest

from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.composer.ensemble import CAPABILITIES
from reprise.songs.engines.composer.keys import Key
from reprise.songs.engines.composer.midi import DRUM_CHANNEL, PROGRAMS, TICKS_PER_BEAT, signature
from reprise.songs.engines.composer.production import write
from reprise.songs.engines.composer.synth.instruments import ORCHESTRA
from reprise.songs.engines.protocol import RenderRequest, Scoring

BAND = RenderRequest("jazz in Bb dorian, 121.5 bpm, with drums and harp", 20.0, 3)


def exported(request: RenderRequest = BAND) -> mido.MidiFile:
    return mido.MidiFile(file=io.BytesIO(ComposerEngine().midi(request)))


def meta(file: mido.MidiFile, kind: str) -> list[mido.MetaMessage]:
    return [message for track in file.tracks for message in track if message.type == kind]


def pressed(track: mido.MidiTrack) -> list[tuple[int, int, int]]:
    """(tick, pitch, velocity) of every note that begins."""
    tick, found = 0, []
    for message in track:
        tick += message.time
        if message.type == "note_on":
            found.append((tick, message.note, message.velocity))
    return found


def test_the_file_is_of_format_1_and_fine_enough() -> None:
    file = exported()
    assert (file.type, file.ticks_per_beat) == (1, 960)
    assert file.length == pytest.approx(BAND.duration, abs=0.001)


@pytest.mark.parametrize("tempo", [40, 83, 97.3, 121.5, 200])
def test_the_tempo_map_is_exact(tempo: float) -> None:
    request = RenderRequest(f"folk, {tempo:g} bpm", 10.0, 1)
    [found] = meta(exported(request), "set_tempo")
    # The format counts whole microseconds a beat.
    assert abs(found.tempo - 60e6 / tempo) <= 0.5


@pytest.mark.parametrize(
    ("key", "written"),
    [("D minor", "Dm"), ("F# major", "F#"), ("D dorian", "C"), ("E phrygian", "C"), ("F lydian", "C"),
     ("G mixolydian", "C"), ("Bb dorian", "Ab"), ("Db minor", "C#m"), ("Gb major", "F#")],
)  # fmt: skip
def test_the_key_signature_has_the_notes_of_the_key(key: str, written: str) -> None:
    tonic, mode = key.split()
    assert signature(Key(tonic, mode)) == written


def test_the_file_says_its_key_and_its_tracks() -> None:
    file = exported()
    [key] = meta(file, "key_signature")
    assert key.key == "Ab"
    assert file.tracks[0].name == "Bb dorian, 121.5 bpm"
    score = write(BAND).score
    assert [track.name for track in file.tracks[1:]] == [track.name for track in score.tracks]
    assert {"drums", "harp (melody)"} <= {track.name for track in file.tracks}


def test_every_note_is_there_when_it_is_played_and_as_loud() -> None:
    score = write(BAND).score
    for track, part in zip(exported().tracks[1:], score.tracks, strict=True):
        expected = [
            (round(note.start * TICKS_PER_BEAT), note.pitch, round(127 * note.velocity))
            for note in part.notes
        ]
        assert sorted(pressed(track)) == sorted(expected)


def test_human_timing_is_kept() -> None:
    starts = [tick % 240 for track in exported().tracks[1:] for tick, _, _ in pressed(track)]
    assert sum(place != 0 for place in starts) > 0.5 * len(starts)


def test_drums_alone_are_on_channel_10_and_others_have_their_program() -> None:
    file = exported()
    score = write(BAND).score
    for track, part in zip(file.tracks[1:], score.tracks, strict=True):
        channels = {message.channel for message in track if not message.is_meta}
        programs = [message.program for message in track if message.type == "program_change"]
        if part.role == "drums":
            assert (channels, programs) == ({DRUM_CHANNEL}, [])
        else:
            assert len(channels) == 1 and DRUM_CHANNEL not in channels
            assert programs == [PROGRAMS[part.instrument]]


def test_no_key_goes_down_that_is_down() -> None:
    for seed in range(4):
        for track in exported(RenderRequest("cinematic, 140 bpm", 30.0, seed)).tracks[1:]:
            down: Counter[int] = Counter()
            for message in track:
                if message.type in {"note_on", "note_off"}:
                    down[message.note] += 1 if message.type == "note_on" else -1
                    assert down[message.note] in {0, 1}
            assert not +down


def test_every_instrument_has_a_program() -> None:
    assert set(PROGRAMS) == set(ORCHESTRA)
    assert set(CAPABILITIES) - set(PROGRAMS) == {"drums", "percussion"}
    assert all(0 <= program < 128 for program in PROGRAMS.values())


def test_the_same_request_gives_the_same_bytes_and_another_seed_others() -> None:
    engine = ComposerEngine()
    assert isinstance(engine, Scoring) and "midi" in engine.spec.exports
    assert engine.midi(BAND) == engine.midi(BAND)
    assert engine.midi(BAND) != engine.midi(RenderRequest(BAND.text, BAND.duration, 4))


def test_it_is_the_piece_that_is_heard() -> None:
    """The strokes of a drum solo are where the audio gets louder."""
    request = RenderRequest("solo drums, 80 bpm", 10.0, 2, parameters={"reverb": -1.0})
    rendering = ComposerEngine().render(request, lambda share, stage: None)
    level = np.abs(rendering.audio).max(axis=1)
    seconds_per_tick = 60 / 80 / TICKS_PER_BEAT
    kicks = [tick * seconds_per_tick for tick, key, _ in pressed(exported(request).tracks[1]) if key == 36]
    assert len(kicks) > 4
    places = [round(second * rendering.sample_rate) for second in kicks[1:]]
    after = np.mean([level[place : place + 900].max() for place in places])
    before = np.mean([level[place - 1_300 : place - 400].max() for place in places])
    assert after > 2 * before
