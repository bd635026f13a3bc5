"""The sound: what a listener or a meter would find in it."""

import os
import subprocess
import sys
from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.levels import clipped_samples, integrated_loudness, true_peak
from reprise.songs.engines.protocol import RenderCancelled, Rendering, RenderRequest

RATE = 44_100
PROMPTS = (
    "slow sad piano in D minor, 60 bpm",
    "house, 124 bpm",
    "epic cinematic",
    "solo flute, 40 bpm",
    "solo harp, slow",
    "ambient",
    "aggressive rock, 150 bpm",
)

HASH_PROGRAM = """
import hashlib, sys
import numpy as np
from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.protocol import RenderRequest
for text in ("lo-fi", "cinematic with choir", "techno"):
    audio = ComposerEngine().render(RenderRequest(text, 6.0, 11), lambda share, stage: None).audio
    print(hashlib.sha256(np.round(audio * 32767).astype("<i2").tobytes()).hexdigest())
"""


@lru_cache(maxsize=16)
def render(text: str, duration: float = 12.0, seed: int = 3, **deltas: float) -> Rendering:
    return ComposerEngine().render(
        RenderRequest(text, duration, seed, parameters=deltas), lambda share, stage: None
    )


@pytest.mark.parametrize("text", PROMPTS)
def test_levels(text: str) -> None:
    audio = render(text).audio
    assert audio.dtype == np.float32
    assert integrated_loudness(audio, RATE) == pytest.approx(-16, abs=0.5)
    assert true_peak(audio) <= -1.0
    assert clipped_samples(audio) == 0
    assert abs(float(audio.mean())) < 1e-3


@pytest.mark.parametrize("text", PROMPTS)
def test_no_hole_longer_than_a_second(text: str) -> None:
    audio = render(text).audio
    hops = np.abs(audio[: len(audio) // 441 * 441]).reshape(-1, 882).max(axis=1)
    loud = np.flatnonzero(hops > 10 ** (-60 / 20))
    assert loud[0] < 30
    assert np.diff(loud).max() <= 100
    assert loud[-1] > len(hops) - 100


@pytest.mark.parametrize("text", PROMPTS)
def test_edges_do_not_click(text: str) -> None:
    audio = render(text).audio
    assert np.abs(audio[0]).max() < 1e-4
    assert np.abs(audio[-1]).max() < 1e-4


@pytest.mark.parametrize(
    ("text", "duration"),
    [("ballad", 1), ("techno", 1), ("ambient", 1.5), ("jazz", 7.3), ("folk", 30), ("solo marimba", 1)],
)
def test_duration_is_exact(text: str, duration: float) -> None:
    rendering = render(text, duration)
    assert rendering.sample_rate == RATE
    assert rendering.audio.shape == (round(duration * RATE), 2)
    assert integrated_loudness(rendering.audio, RATE) == pytest.approx(-16, abs=0.5)


def test_same_bytes_in_any_process_with_any_number_of_threads() -> None:
    digests = []
    for threads in ("1", "4"):
        variables = {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
        done = subprocess.run(
            [sys.executable, "-c", HASH_PROGRAM],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | variables,
        )
        digests.append(done.stdout.split())
    assert len(digests[0]) == 3
    assert digests[0] == digests[1]


MEMORY_PROGRAM = """
from pathlib import Path
from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.protocol import RenderRequest
ComposerEngine().render(RenderRequest("piano ballad with strings", 240.0, 1), lambda share, stage: None)
# Not ru_maxrss: that begins with the size of whoever started this process.
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


def test_four_minutes_fit_into_300_megabytes() -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY_PROGRAM], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 300_000


def test_seeds_sound_different() -> None:
    first, second = (render("jazz in C major", seed=seed).audio.mean(axis=1) for seed in (1, 2))
    assert abs(float(np.corrcoef(first, second)[0, 1])) < 0.3


def test_large_and_odd_seeds_are_taken() -> None:
    for seed in (0, 2**63 - 1):
        assert render("jazz", 1, seed).audio.any()


def onset_envelope(audio: NDArray[np.float32]) -> NDArray[np.float64]:
    """Spectral flux at 172 frames a second."""
    mono = audio.mean(axis=1)
    starts = np.arange(0, len(mono) - 1024, 256)
    frames = np.stack([mono[start : start + 1024] for start in starts]) * np.hanning(1024)
    levels = np.log1p(100 * np.abs(np.fft.rfft(frames, axis=1)))
    flux = np.maximum(np.diff(levels, axis=0), 0).sum(axis=1)
    return np.asarray(flux - np.convolve(flux, np.full(86, 1 / 86), mode="same"))


def pulse_strength(envelope: NDArray[np.float64], period: float) -> float:
    """Autocorrelation summed over the first multiples of a period in envelope frames."""
    spectrum = np.fft.rfft(envelope, 2 * len(envelope))
    correlation = np.fft.irfft(np.abs(spectrum) ** 2)[: len(envelope)]
    lags = period * np.arange(1, 9)
    return float(np.interp(lags, np.arange(len(correlation)), correlation).sum())


@pytest.mark.parametrize(
    ("text", "tempo"),
    [
        ("house", 124),
        ("rock", 97),
        ("piano ballad", 66),
        ("funk", 110),
        ("folk guitar", 133),
        ("hip-hop", 83),
    ],
)
def test_tempo_is_heard(text: str, tempo: float) -> None:
    envelope = onset_envelope(render(f"{text}, {tempo} bpm", 20.0).audio)
    candidates = np.arange(60, 120, 0.25)
    strengths = [pulse_strength(envelope, 60 / bpm * RATE / 256) for bpm in candidates]
    found = float(candidates[int(np.argmax(strengths))])
    octave = found * 2.0 ** np.arange(-2, 3)
    assert np.abs(octave / tempo - 1).min() < 0.02


def band_share(audio: NDArray[np.float32], low: float, high: float) -> float:
    power = np.abs(np.fft.rfft(audio.mean(axis=1))) ** 2
    hertz = np.fft.rfftfreq(len(audio), 1 / RATE)
    return float(power[(hertz >= low) & (hertz < high)].sum() / power.sum())


def test_brightness_reverb_and_weights_are_heard() -> None:
    dull, bright = (render("folk", brightness=value).audio for value in (-0.9, 0.9))
    assert band_share(bright, 2000, 20_000) > 2 * band_share(dull, 2000, 20_000)
    soft, loud = (render("pop without drums", bass=value).audio for value in (-1.0, 1.0))
    assert band_share(loud, 30, 120) > 2 * band_share(soft, 30, 120)
    dry, wet = (render("solo drums, 60 bpm", reverb=value).audio for value in (-1.0, 1.0))
    assert quietest(wet) > 1.5 * quietest(dry)


def quietest(audio: NDArray[np.float32]) -> float:
    """Level of the quietest tenth of 50 ms pieces in the middle of the audio."""
    middle = audio[len(audio) // 8 : -len(audio) // 3]
    pieces = middle[: len(middle) // 2205 * 2205].reshape(-1, 4410)
    return float(np.percentile(np.sqrt(np.square(pieces).mean(axis=1)), 10))


def test_adapter_adds_to_parameters_within_bounds() -> None:
    def audio(parameters: dict[str, float], adapter: dict[str, float] | None) -> NDArray[np.float32]:
        request = RenderRequest("pop", 2.0, 5, parameters=parameters, adapter=adapter)
        return ComposerEngine().render(request, lambda share, stage: None).audio

    assert np.array_equal(audio({"tempo": 0.3}, {"tempo": 0.2}), audio({"tempo": 0.5}, None))
    assert np.array_equal(audio({"density": 0.9}, {"density": 0.9}), audio({"density": 1.0}, {}))
    assert not np.array_equal(audio({}, {"tempo": 0.5}), audio({}, None))


def test_progress_rises_to_one_and_says_what_is_done() -> None:
    heard: list[tuple[float, str]] = []
    ComposerEngine().render(RenderRequest("lo-fi", 8.0, 1), lambda share, stage: heard.append((share, stage)))
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert max(np.diff(shares)) < 0.15
    stages = list(dict.fromkeys(stage for _, stage in heard))
    assert (stages[0], stages[-2], stages[-1]) == ("composing", "mixing", "mastering")
    assert "rendering drums" in stages


@pytest.mark.parametrize("at", [0.0, 0.3, 0.7, 0.9])
def test_raising_in_the_callback_stops_the_rendering(at: float) -> None:
    heard: list[float] = []

    def cancel(share: float, stage: str) -> None:
        heard.append(share)
        if share >= at:
            raise RenderCancelled

    with pytest.raises(RenderCancelled):
        ComposerEngine().render(RenderRequest("jazz", 10.0, 1), cancel)
    assert heard[-1] - at < 0.15
