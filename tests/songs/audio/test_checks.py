"""Technical checks against signals whose answers are known."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from reprise.songs.audio.checks.report import Levels, technical_checks
from reprise.songs.audio.checks.rhythm import onset_envelope, onset_rate, tempo
from reprise.songs.audio.checks.tonality import NAMES, chroma, fitting_names, keys_by_fit
from reprise.songs.audio.checks.waveform import waveform_facts
from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.levels import clipped_samples, integrated_loudness, true_peak
from reprise.songs.engines.protocol import Plan, RenderRequest

RATE = 44_100
Audio = NDArray[np.float32]
NORMAL = Levels(-16.0, -2.0, 0)
PROGRESSIONS = {"major": (0, 5, 7, 0), "minor": (0, 5, 7, 0)}
TRIADS = {"major": (0, 4, 7), "minor": (0, 3, 7)}


def stereo(mono: NDArray[np.floating[Any]]) -> Audio:
    return np.stack([mono, mono], axis=1).astype(np.float32)


def clicks(bpm: float, seconds: float = 20.0, rate: int = RATE) -> Audio:
    """A short burst of noise on every beat."""
    burst = np.random.default_rng(1).standard_normal(rate // 50)
    burst *= np.exp(-np.arange(rate // 50) / (rate / 200))
    audio = np.zeros(round(seconds * rate) + len(burst))
    for beat in np.arange(0, seconds, 60 / bpm):
        start = round(beat * rate)
        audio[start : start + len(burst)] += 0.5 * burst
    return stereo(audio[: round(seconds * rate)])


def chords(tonic: int, mode: str, seconds: float = 8.0, rate: int = RATE) -> Audio:
    """Tonic, subdominant, dominant, tonic, each with four harmonics."""
    time = np.arange(round(seconds * rate / 4)) / rate
    played = []
    for degree in PROGRESSIONS[mode]:
        kind = "major" if degree == 7 else mode
        pitches = [tonic + 48 + degree + step for step in TRIADS[kind]] + [tonic + 36 + degree]
        hertz = [440 * 2 ** ((pitch - 69) / 12) for pitch in pitches]
        played.append(
            sum(np.sin(2 * np.pi * h * k * time) / k**1.5 for h in hertz for k in range(1, 5)) * 0.05
        )
    return stereo(np.concatenate(played))


def noise(seconds: float = 2.0, seed: int = 0) -> NDArray[np.float64]:
    return np.random.default_rng(seed).standard_normal(round(seconds * RATE)) * 0.1


def found(audio: Audio, plan: Plan = Plan(), levels: Levels = NORMAL) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in technical_checks(audio, RATE, plan, levels)}


@pytest.mark.parametrize("bpm", [45, 60, 83.5, 97, 120, 140, 174])
@pytest.mark.parametrize("rate", [RATE, 48_000, 22_050])
def test_the_tempo_of_clicks(bpm: float, rate: int) -> None:
    heard = tempo(*onset_envelope(clicks(bpm, rate=rate), rate))
    assert heard is not None
    octave = heard * 2.0 ** np.arange(-2, 3)
    assert np.abs(octave / bpm - 1).min() < 0.01


@pytest.mark.parametrize("bpm", [60, 120, 240])
def test_the_rate_of_onsets(bpm: float) -> None:
    assert onset_rate(*onset_envelope(clicks(bpm), RATE)) == pytest.approx(bpm / 60, rel=0.1)


def test_what_has_no_pulse_has_no_tempo() -> None:
    steady = stereo(0.3 * np.sin(2 * np.pi * 220 * np.arange(10 * RATE) / RATE))
    assert tempo(*onset_envelope(steady, RATE)) is None
    assert tempo(*onset_envelope(stereo(noise(10)), RATE)) is None
    assert tempo(*onset_envelope(np.zeros((5 * RATE, 2), np.float32), RATE)) is None
    assert onset_rate(*onset_envelope(np.zeros((5 * RATE, 2), np.float32), RATE)) == 0


@pytest.mark.parametrize("mode", ["major", "minor"])
@pytest.mark.parametrize("tonic", range(12))
def test_the_key_of_chords(tonic: int, mode: str) -> None:
    assert keys_by_fit(chroma(chords(tonic, mode), RATE))[0][0] == f"{NAMES[tonic]} {mode}"


def test_the_chroma_of_one_note_is_that_note() -> None:
    for rate in (RATE, 48_000, 22_050, 8_000):
        wave = 0.3 * np.sin(2 * np.pi * 440 * np.arange(3 * rate) / rate)
        classes = chroma(stereo(wave), rate)
        assert classes.argmax() == NAMES.index("A") and classes.max() > 0.95


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("D minor", {"D minor"}),
        ("C# major", {"Db major"}),
        ("D dorian", {"D minor", "C major"}),
        ("G mixolydian", {"G major", "C major"}),
        ("F lydian", {"F major", "C major"}),
        ("E phrygian", {"E minor", "C major"}),
        ("something else", {"something else"}),
    ],
)
def test_names_under_which_a_key_may_be_found(key: str, names: set[str]) -> None:
    assert fitting_names(key) == names


@pytest.mark.parametrize(("begin", "end"), [(1.0, 2.5), (0.0, 1.2), (3.0, 3.4)])
def test_the_longest_silence_and_where_it_is(begin: float, end: float) -> None:
    audio = stereo(noise(5))
    audio[round(begin * RATE) : round(end * RATE)] = 0
    audio[round(4.5 * RATE) : round(4.6 * RATE)] = 0
    check = found(audio)["longest_silence"]
    assert check["value"] == pytest.approx(end - begin, abs=0.03)
    assert check["at"] == pytest.approx(begin, abs=0.02)
    assert check["state"] == ("warn" if end - begin > 1 else "pass")


def test_the_end_may_die_away_but_silence_alone_is_said() -> None:
    audio = stereo(noise(4))
    audio[RATE:] = 0
    assert found(audio)["longest_silence"] | {"limit": ""} == {
        "name": "longest_silence", "state": "pass", "value": 0.0, "unit": "s", "limit": "",
        "expected": None, "at": None,
    }  # fmt: skip
    silent = waveform_facts(np.zeros((2 * RATE, 2), np.float32), RATE)
    assert (silent.silence, silent.silence_at, silent.correlation) == (2.0, 0.0, None)


@pytest.mark.parametrize("offset", [0.0, 0.0005, -0.01])
def test_direct_current_of_the_worst_channel(offset: float) -> None:
    audio = stereo(noise() - noise().mean())
    audio[:, 1] += np.float32(offset)
    check = found(audio)["dc_offset"]
    assert check["value"] == pytest.approx(100 * abs(offset), abs=1e-3)
    assert check["state"] == ("warn" if abs(offset) > 0.001 else "pass")


def test_correlation_of_mono_opposite_and_independent_channels() -> None:
    left, right = noise(seed=1), noise(seed=2)

    def correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> dict[str, Any]:
        return found(np.stack([one, other], axis=1).astype(np.float32))["stereo_correlation"]

    assert correlation(left, left)["value"] == pytest.approx(1)
    assert (correlation(left, -left)["value"], correlation(left, -left)["state"]) == (-1.0, "warn")
    assert correlation(left, right)["value"] == pytest.approx(0, abs=0.02)
    assert correlation(left, 0.5 * left + 0.5 * right)["value"] == pytest.approx(np.sqrt(0.5), abs=0.02)
    single = found(left[:, None].astype(np.float32))["stereo_correlation"]
    assert (single["value"], single["state"]) == (None, "info")


def test_levels_are_held_against_their_limits() -> None:
    plan = Plan(loudness=-16.0)
    kept = found(stereo(noise()), plan, Levels(-16.4, -1.0, 0))
    broken = found(stereo(noise()), plan, Levels(-17.0, -0.2, 3))
    names = ("loudness", "true_peak", "clipped_samples")
    assert [kept[name]["state"] for name in names] == ["pass"] * 3
    assert [broken[name]["state"] for name in names] == ["warn"] * 3
    assert [broken[name]["value"] for name in names] == [-17.0, -0.2, 3]
    assert found(stereo(noise()), plan, Levels(None, None, 0))["loudness"]["state"] == "warn"
    assert found(stereo(noise()), Plan(), Levels(-30.0, -2.0, 0))["loudness"]["state"] == "info"


def test_tempo_and_key_are_held_against_what_was_asked_for() -> None:
    audio = chords(9, "minor", 16.0) + clicks(100, 16.0)
    right = found(audio, Plan(tempo=100, key="A minor"))
    assert (right["tempo"]["state"], right["key"]["state"]) == ("pass", "pass")
    assert found(audio, Plan(tempo=50))["tempo"]["state"] == "pass"
    wrong = found(audio, Plan(tempo=110, key="Eb major"))
    assert (wrong["tempo"]["state"], wrong["key"]["state"]) == ("warn", "warn")
    assert (wrong["tempo"]["expected"], wrong["key"]["expected"]) == (110, "Eb major")
    unasked = found(audio)
    assert (unasked["tempo"]["state"], unasked["key"]["state"]) == ("info", "info")
    assert unasked["key"]["value"] == right["key"]["value"] == "A minor"


def test_very_short_and_odd_audio_is_taken() -> None:
    for shape in ((1, 1), (10, 2), (3_000, 2), (RATE, 6)):
        checks = technical_checks(np.full(shape, 0.1, np.float32), RATE, Plan(120, "C major"), NORMAL)
        assert len(checks) == 9


@pytest.mark.parametrize(
    ("text", "key", "bpm"),
    [("pop in D minor, 100 bpm", "D minor", 100), ("house in C major, 124 bpm", "C major", 124),
     ("folk guitar in G major, 90 bpm", "G major", 90)],
)  # fmt: skip
def test_a_piece_of_the_composer_is_found_to_be_what_it_says(text: str, key: str, bpm: float) -> None:
    rendering = ComposerEngine().render(RenderRequest(text, 20.0, 4), lambda share, stage: None)
    audio = rendering.audio
    levels = Levels(integrated_loudness(audio, RATE), true_peak(audio), clipped_samples(audio))
    checks = found(audio, rendering.plan, levels)
    assert (checks["key"]["expected"], checks["tempo"]["expected"]) == (key, bpm)
    assert {name: check["state"] for name, check in checks.items()} == {
        **dict.fromkeys(checks, "pass"),
        "onset_rate": "info",
    }


MEMORY_PROGRAM = """
from pathlib import Path
import numpy as np
from reprise.songs.audio.checks.report import Levels, technical_checks
from reprise.songs.engines.protocol import Plan
def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
def check(seconds):
    audio = np.empty((seconds * 44100, 2), np.float32)
    audio[:] = np.random.default_rng(0).standard_normal(44100, np.float32).repeat(2).reshape(-1, 2)[:1]
    audio[::4410] = 0.5
    before = peak()
    technical_checks(audio, 44100, Plan(), Levels(-16, -2, 0))
    return peak() - before
check(10)
print(check(240))
"""


def test_memory_does_not_grow_with_the_length() -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY_PROGRAM], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 20_000
