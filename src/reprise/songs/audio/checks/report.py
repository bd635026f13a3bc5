"""All technical checks of one sample, each with its limit and whether it keeps it."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from reprise.songs.audio.checks.rhythm import onset_envelope, onset_rate, tempo
from reprise.songs.audio.checks.tonality import LEAST_FIT, chroma, fitting_names, keys_by_fit
from reprise.songs.audio.checks.waveform import SILENCE_DBFS, waveform_facts
from reprise.songs.engines.protocol import Plan

State = Literal["pass", "warn", "info"]

LOUDNESS_TOLERANCE_LU = 0.5
TRUE_PEAK_DBTP = -1.0
CLIPPED_PER_MILLION = 1.0
SILENCE_SECONDS = 1.0
OFFSET = 0.001
CORRELATION = 0.0
TEMPO_TOLERANCE = 0.02
KEYS = 2


@dataclass(frozen=True, slots=True)
class Check:
    """`value` is what was found, a number in `unit` or a name, None where there is nothing to find.

    `expected` is what the engine set out to make, `at` the second that a finding is about. The state is
    `info` where there is no limit to keep.
    """

    name: str
    state: State
    value: float | str | None
    unit: str
    limit: str
    expected: float | str | None = None
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Levels:
    """What was measured for the sample anyway: LUFS, dBTP, values at full scale; None for silence."""

    loudness: float | None
    true_peak: float | None
    clipped: int


def technical_checks(
    audio: NDArray[np.float32], sample_rate: int, plan: Plan, levels: Levels
) -> list[dict[str, Any]]:
    """The checks of (frames, channels) audio as JSON documents, in a fixed order."""
    facts = waveform_facts(audio, sample_rate)
    envelope, per_second = onset_envelope(audio, sample_rate)
    checks = [
        _loudness(levels.loudness, plan.loudness),
        _true_peak(levels.true_peak),
        _clipped(levels.clipped, audio.size),
        _silence(facts.silence, facts.silence_at),
        _offset(facts.offset),
        _correlation(facts.correlation),
        _tempo(tempo(envelope, per_second), plan.tempo),
        _key(keys_by_fit(chroma(audio, sample_rate)), plan.key),
        Check("onset_rate", "info", round(onset_rate(envelope, per_second), 2), "onsets/s", "no limit"),
    ]
    return [asdict(check) for check in checks]


def _signed(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _state(kept: bool) -> State:
    return "pass" if kept else "warn"


def _loudness(found: float | None, target: float | None) -> Check:
    value = None if found is None else round(found, 2)
    if target is None:
        return Check("loudness", "info", value, "LUFS", "no limit: the engine has no target")
    kept = found is not None and abs(found - target) <= LOUDNESS_TOLERANCE_LU
    limit = f"within {LOUDNESS_TOLERANCE_LU:g} LU of {_signed(target)} LUFS"
    return Check("loudness", _state(kept), value, "LUFS", limit, expected=target)


def _true_peak(found: float | None) -> Check:
    # Measuring has an error of its own; a tenth of a decibel is not heard.
    kept = found is None or found <= TRUE_PEAK_DBTP + 0.1
    value = None if found is None else round(found, 2)
    return Check("true_peak", _state(kept), value, "dBTP", f"at most {_signed(TRUE_PEAK_DBTP)} dBTP")


def _clipped(count: int, values: int) -> Check:
    kept = count * 1e6 <= CLIPPED_PER_MILLION * values
    return Check("clipped_samples", _state(kept), count, "", "at most 1 value in a million at full scale")


def _silence(length: float, at: float) -> Check:
    limit = f"at most {SILENCE_SECONDS:g} s below {_signed(SILENCE_DBFS)} dBFS before the last sound"
    where = round(at, 2) if length > 0 else None
    return Check("longest_silence", _state(length <= SILENCE_SECONDS), round(length, 2), "s", limit, at=where)


def _offset(found: float) -> Check:
    percent = round(100 * found, 4)
    return Check(
        "dc_offset", _state(found <= OFFSET), percent, "%", f"at most {100 * OFFSET:g} % of full scale"
    )


def _correlation(found: float | None) -> Check:
    if found is None:
        return Check("stereo_correlation", "info", None, "", "no limit: there are no two channels to compare")
    limit = "at least 0: below, the channels cancel each other in mono"
    return Check("stereo_correlation", _state(found >= CORRELATION), round(found, 3), "", limit)


def _tempo(found: float | None, asked: float | None) -> Check:
    value = None if found is None else round(found, 1)
    if asked is None:
        return Check("tempo", "info", value, "bpm", "no limit: no tempo was aimed at")
    kept = found is not None and _octave_error(found, asked) <= TEMPO_TOLERANCE
    limit = f"within {100 * TEMPO_TOLERANCE:g} %, half and double allowed"
    return Check("tempo", _state(kept), value, "bpm", limit, expected=round(asked, 2))


def _octave_error(found: float, asked: float) -> float:
    octaves = math.log2(found / asked)
    return abs(2 ** (octaves - round(octaves)) - 1)


def _key(fits: list[tuple[str, float]], asked: str | None) -> Check:
    found = fits[0][0] if fits and fits[0][1] >= LEAST_FIT else None
    if asked is None:
        return Check("key", "info", found, "", "no limit: no key was aimed at")
    first = {name for name, _ in fits[:KEYS]}
    kept = found is not None and not first.isdisjoint(fitting_names(asked))
    return Check("key", _state(kept), found, "", "among the first two keys found", expected=asked)
