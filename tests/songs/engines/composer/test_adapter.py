"""Each delta of an adapter changes what it is named after, as it says, and nothing at zero."""

from __future__ import annotations

import io
from collections.abc import Callable
from statistics import fmean, pstdev

import mido
import numpy as np
import pytest
from numpy.typing import NDArray

from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.composer.specification import DELTAS, SAMPLE_RATE
from reprise.songs.engines.protocol import RenderRequest

SECONDS, SEED = 8.0, 3
Measure = Callable[[dict[str, float]], float]


def _request(text: str, adapter: dict[str, float] | None, seconds: float = SECONDS) -> RenderRequest:
    return RenderRequest(text, seconds, SEED, adapter=adapter)


def _audio(text: str, adapter: dict[str, float] | None, seconds: float = SECONDS) -> NDArray[np.float32]:
    return ComposerEngine().render(_request(text, adapter, seconds), lambda share, stage: None).audio


def _midi(text: str, adapter: dict[str, float], seconds: float = 30.0) -> mido.MidiFile:
    return mido.MidiFile(file=io.BytesIO(ComposerEngine().midi(_request(text, adapter, seconds))))


def _notes(file: mido.MidiFile, track: str = "") -> list[tuple[int, int, int]]:
    """(tick, pitch, velocity) of the notes that begin, of tracks with `track` in their name."""
    found = []
    for one in file.tracks:
        tick = 0
        for message in one:
            tick += message.time
            if message.type == "note_on" and track in one.name:
                found.append((tick, message.note, message.velocity))
    return found


def beats_a_minute(adapter: dict[str, float]) -> float:
    file = _midi("house, 120 bpm", adapter)
    return next(60e6 / m.tempo for track in file.tracks for m in track if m.type == "set_tempo")


def notes_a_beat(adapter: dict[str, float]) -> float:
    return len(_notes(_midi("pop", adapter)))


def delay_of_off_beats(adapter: dict[str, float]) -> float:
    """Where within a beat the notes fall that belong to its second half, in beats."""
    places = [tick / 960 % 1 for tick, _, _ in _notes(_midi("lo-fi", adapter))]
    return fmean(place for place in places if 0.4 < place < 0.75)


def brightness_of_the_scale(adapter: dict[str, float]) -> float:
    """The mean height of its degrees above the tonic, in semitones."""
    file = _midi("folk without drums in C major", adapter)
    return fmean({pitch % 12 for _, pitch, _ in _notes(file)})


def mean_pitch_of_the_melody(adapter: dict[str, float]) -> float:
    return fmean(pitch for _, pitch, _ in _notes(_midi("solo flute in C major", adapter)))


def spectral_centroid(adapter: dict[str, float]) -> float:
    """In Hz."""
    power = np.abs(np.fft.rfft(_audio("folk", adapter).mean(axis=1))) ** 2
    return float((power * np.fft.rfftfreq(round(SECONDS * SAMPLE_RATE), 1 / SAMPLE_RATE)).sum() / power.sum())


def spread_of_velocities(adapter: dict[str, float]) -> float:
    return pstdev(velocity for _, _, velocity in _notes(_midi("solo drums, rock", adapter)))


def level_between_beats(adapter: dict[str, float]) -> float:
    """What rings where nothing is struck: the quietest tenth of 50 ms pieces, as a share of the mean."""
    audio = _audio("solo drums, 60 bpm", adapter, 10.0)[SAMPLE_RATE : 7 * SAMPLE_RATE]
    pieces = np.sqrt(np.square(audio[: len(audio) // 2205 * 2205].reshape(-1, 4410)).mean(axis=1))
    return float(np.percentile(pieces, 10) / pieces.mean())


def loudness_of(role: str) -> Measure:
    """The part's level among all the dry parts, in dB."""

    def measure(adapter: dict[str, float]) -> float:
        energy = {"whole": 0.0, "part": 0.0}
        request = _request("lo-fi piano, bass, drums and pad", adapter)
        for stem in ComposerEngine().stems(request, lambda share, stage: None):
            power = sum(float(np.square(block, dtype=np.float64).sum()) for block in stem.blocks)
            energy["whole"] += power if stem.role != "return" else 0.0
            energy["part"] += power if stem.role == role else 0.0
        return 10 * float(np.log10(energy["part"] / energy["whole"]))

    return measure


MEASURES: dict[str, Measure] = {
    "tempo": beats_a_minute,
    "density": notes_a_beat,
    "swing": delay_of_off_beats,
    "mode": brightness_of_the_scale,
    "register": mean_pitch_of_the_melody,
    "brightness": spectral_centroid,
    "dynamics": spread_of_velocities,
    "reverb": level_between_beats,
    "drums": loudness_of("drums"),
    "bass": loudness_of("bass"),
    "pad": loudness_of("pad"),
    "lead": loudness_of("melody"),
}


def test_every_delta_is_measured() -> None:
    assert set(MEASURES) == set(DELTAS)


@pytest.mark.parametrize("name", MEASURES)
def test_a_delta_moves_what_it_is_named_after(name: str) -> None:
    less, none, more = (MEASURES[name]({name: value}) for value in (-0.9, 0.0, 0.9))
    assert less < none < more


def test_bounds_are_those_of_the_names() -> None:
    assert beats_a_minute({"tempo": 1.0}) == pytest.approx(144, abs=0.01)
    assert beats_a_minute({"tempo": -1.0}) == pytest.approx(96, abs=0.01)
    assert mean_pitch_of_the_melody({"register": 1.0}) == pytest.approx(
        mean_pitch_of_the_melody({}) + 12, abs=1e-9
    )


def test_zero_is_the_engine_alone_bit_for_bit() -> None:
    base = _audio("lo-fi", None, 3.0)
    assert np.array_equal(_audio("lo-fi", {}, 3.0), base)
    assert np.array_equal(_audio("lo-fi", dict.fromkeys(DELTAS, 0.0), 3.0), base)


def test_an_adapter_sounds_the_same_each_time_and_as_a_job_with_its_numbers() -> None:
    deltas = dict.fromkeys(DELTAS, 0.3)
    first = _audio("lo-fi", deltas, 3.0)
    assert np.array_equal(_audio("lo-fi", deltas, 3.0), first)
    alone = RenderRequest("lo-fi", 3.0, SEED, parameters=deltas)
    assert np.array_equal(ComposerEngine().render(alone, lambda share, stage: None).audio, first)
