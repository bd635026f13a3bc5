"""Single players of lasting tones: bowed strings, winds, brass, synth lead."""

from __future__ import annotations

import numpy as np

from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.synth.oscillators import phases, vibrato, wavetable
from reprise.songs.engines.composer.synth.signal import (
    Signal,
    coloured_noise,
    curve,
    frames,
    frequency,
    soften_edges,
)

Levels = tuple[float, ...]


def _formants(
    hertz: float, count: int, slope: float, peaks: tuple[tuple[float, float, float], ...]
) -> Levels:
    """Harmonic levels of a source with this slope in a body with (Hz, width in Hz, gain) resonances."""
    levels = []
    for number in range(1, count + 1):
        at = number * hertz
        body = 0.5 + sum(gain * np.exp(-(((at - centre) / width) ** 2)) for centre, width, gain in peaks)
        levels.append(round(float(number**-slope * body), 6))
    return tuple(levels)


def _player(
    name: str,
    pitch: int,
    seconds: float,
    levels: tuple[Levels, Levels],
    swell: Signal,
    cents: float,
    rate: float,
) -> Signal:
    """A tone with vibrato whose colour moves from the first to the second spectrum as `swell` rises."""
    hertz = frequency(pitch)
    rng = stream(0, f"{name} {pitch} {round(seconds * 20)}")
    at = phases(vibrato(hertz, len(swell), rate, cents, 0.18, rng), len(swell), float(rng.random()))
    dark, bright = (wavetable(each, hertz)[at] for each in levels)
    return dark * swell + (bright - dark) * np.square(swell)


def violin(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A bowed string with body resonances."""
    return _bowed(
        "violin", pitch, seconds, velocity, tone, ((470, 160, 1.0), (1100, 350, 0.7), (2600, 800, 0.6))
    )


def cello(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A larger bowed body, an octave and a half below the violin."""
    return _bowed(
        "cello", pitch, seconds, velocity, tone, ((220, 90, 1.0), (600, 220, 0.6), (1500, 500, 0.4))
    )


def _bowed(
    name: str, pitch: int, seconds: float, velocity: float, tone: float,
    peaks: tuple[tuple[float, float, float], ...],
) -> Signal:  # fmt: skip
    length = frames(seconds + 0.14)
    hertz = frequency(pitch)
    slope = 1.25 - 0.3 * tone
    spectra = (_formants(hertz, 24, slope + 0.6, peaks), _formants(hertz, 24, slope, peaks))
    swell = curve(length, ((0, 0), (0.07, 0.7), (0.25, 1.0), (1.5, 0.86))) * np.float32(
        0.65 + 0.35 * velocity
    )
    return soften_edges(_player(name, pitch, seconds, spectra, swell, 13.0, 5.4), 0.03, 0.12)


def flute(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """Few harmonics and a breath of filtered noise."""
    length = frames(seconds + 0.1)
    spectra = ((1.0, 0.18, 0.06, 0.02), (1.0, 0.42 * 1.5**tone, 0.2, 0.08, 0.04, 0.02))
    swell = curve(length, ((0, 0), (0.05, 0.85), (0.2, 1.0), (1.5, 0.9))) * np.float32(0.6 + 0.4 * velocity)
    hertz = frequency(pitch)
    air = coloured_noise(stream(0, f"breath {pitch}"), length, 0.8 * hertz, min(9_000.0, 3 * hertz))
    tone_part = _player("flute", pitch, seconds, spectra, swell, 9.0, 5.0)
    return soften_edges(tone_part + np.float32(0.02) * swell * air, 0.025, 0.09)


def clarinet(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """Odd harmonics of a closed pipe."""
    length = frames(seconds + 0.09)
    dark = (1.0, 0.02, 0.35, 0.02, 0.12, 0.02, 0.05)
    bright = (1.0, 0.05, 0.6, 0.06, 0.35 * 1.4**tone, 0.06, 0.2, 0.05, 0.12)
    swell = curve(length, ((0, 0), (0.04, 0.9), (0.3, 1.0), (1.5, 0.88))) * np.float32(0.6 + 0.4 * velocity)
    return soften_edges(_player("clarinet", pitch, seconds, (dark, bright), swell, 4.0, 4.8), 0.02, 0.08)


def brass(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """A horn: the louder the swell, the brighter the spectrum."""
    length = frames(seconds + 0.12)
    hertz = frequency(pitch)
    peaks = ((500.0, 260.0, 1.0), (1200.0, 500.0, 0.8))
    spectra = (_formants(hertz, 20, 2.0, peaks), _formants(hertz, 20, 1.0 - 0.25 * tone, peaks))
    swell = curve(length, ((0, 0), (0.06, 0.8), (0.12, 1.0), (0.4, 0.84), (2.0, 0.9)))
    return soften_edges(
        _player("brass", pitch, seconds, spectra, swell * np.float32(0.5 + 0.5 * velocity), 6.0, 5.0),
        0.02,
        0.1,
    )


def synth_lead(pitch: int, seconds: float, velocity: float, tone: float) -> Signal:
    """Two detuned saws behind a gentle filter, wide in stereo."""
    length = frames(seconds + 0.1)
    hertz = frequency(pitch)
    levels = tuple(
        round(number**-1.0 / (1 + (number * hertz / (1900 * 1.7**tone)) ** 2), 6) for number in range(1, 25)
    )
    table = wavetable(levels, hertz)
    gate = curve(length, ((0, 1.0), (0.25, 0.8), (2.0, 0.7))) * np.float32(0.6 + 0.4 * velocity)
    rng = stream(0, f"lead {pitch} {round(seconds * 20)}")
    moving = vibrato(hertz, length, 5.2, 7.0, 0.3, rng)
    centre = table[phases(moving, length)]
    sides = [centre + table[phases(moving * detune, length, 0.37)] for detune in (0.9962, 1.0038)]
    return soften_edges(np.stack(sides).astype(np.float32) * gate, 0.008, 0.08)
