"""Single notes of every instrument: in tune, alike in loudness, without clicks."""

import numpy as np
import pytest
from numpy.typing import NDArray

from reprise.songs.engines.composer.drumming import GROOVES
from reprise.songs.engines.composer.ensemble import CAPABILITIES
from reprise.songs.engines.composer.synth.drumkit import strike
from reprise.songs.engines.composer.synth.instruments import ORCHESTRA
from reprise.songs.engines.levels import integrated_loudness

RATE = 44_100
LOW = {"bass", "upright bass", "synth bass"}


def play(instrument: str, pitch: int, seconds: float = 1.0, tone: float = 0.0) -> NDArray[np.float32]:
    """A mezzo-forte note at the instrument's usual level, planar stereo."""
    chosen = ORCHESTRA[instrument]
    sound = chosen.voice(pitch, seconds, 0.6, tone) * 10 ** (chosen.gain_db / 20)
    return np.atleast_2d(sound).repeat(3 - sound.ndim, axis=0).astype(np.float32)


def register(instrument: str) -> tuple[int, ...]:
    return (33, 38, 43) if instrument in LOW else (52, 60, 67, 76)


def test_every_pitched_instrument_has_a_voice() -> None:
    assert set(ORCHESTRA) == set(CAPABILITIES) - {"drums", "percussion"}


@pytest.mark.parametrize("instrument", ORCHESTRA)
def test_instrument_is_in_tune(instrument: str) -> None:
    for pitch in register(instrument):
        hertz = 440 * 2 ** ((pitch - 69) / 12)
        mono = play(instrument, pitch, 2.0).mean(axis=0)[: 2 * RATE]
        size = 2**20
        spectrum = np.abs(np.fft.rfft(mono * np.hanning(len(mono)), size))
        at = np.fft.rfftfreq(size, 1 / RATE)
        near = (at > hertz * 2 ** (-1 / 12)) & (at < hertz * 2 ** (1 / 12))
        power = np.square(spectrum[near])
        centre = float((at[near] * power).sum() / power.sum())
        assert 1200 * np.log2(centre / hertz) == pytest.approx(0, abs=7)
        elsewhere = np.square(spectrum[(at > 20) & (at < hertz * 0.9)]).sum()
        assert power.sum() > 5 * elsewhere


@pytest.mark.parametrize("instrument", ORCHESTRA)
def test_instruments_are_alike_in_loudness(instrument: str) -> None:
    levels = [integrated_loudness(play(instrument, pitch).T, RATE) for pitch in register(instrument)]
    known = [level for level in levels if level is not None]
    assert len(known) == len(levels)
    assert np.mean(known) == pytest.approx(-20, abs=3)
    assert max(known) - min(known) < 8


@pytest.mark.parametrize("instrument", ORCHESTRA)
@pytest.mark.parametrize("seconds", [0.05, 0.7, 6.0])
def test_notes_begin_and_end_in_silence(instrument: str, seconds: float) -> None:
    for tone in (-1.0, 1.0):
        sound = play(instrument, register(instrument)[1], seconds, tone)
        peak = float(np.abs(sound).max())
        assert np.isfinite(sound).all()
        assert peak > 0
        assert np.abs(sound[:, 0]).max() < 0.02 * peak
        assert np.abs(sound[:, -1]).max() < 0.02 * peak


@pytest.mark.parametrize(
    "key", sorted({key for groove in GROOVES.values() for key in groove} | {45, 47, 49, 50})
)
def test_drums_end_in_silence_and_stay_below_full_scale(key: int) -> None:
    sound = strike(key)
    assert 0.05 < float(np.abs(sound).max()) < 1.2
    assert abs(float(sound[-1])) < 1e-3
