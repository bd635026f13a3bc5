"""One sample from a request to a measured file; the same for workers and for the command line."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reprise.songs.engines.protocol import Engine, ProgressCallback, RenderRequest

_ENGINE_SHARE: Final = 0.92
"""How much of the work is the engine's; the rest is encoding and measuring."""


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """Facts of a finished FLAC file. Loudness in LUFS, true peak in dBTP; both None for silence."""

    duration: float
    sample_rate: int
    channels: int
    size: int
    sha256: str
    loudness: float | None
    true_peak: float | None
    clipped_samples: int
    peaks: bytes
    checks: list[dict[str, Any]] | None = None
    """Technical checks as JSON documents; None where nobody made them."""


def render_to_file(
    engine: Engine, request: RenderRequest, path: Path, progress: ProgressCallback
) -> RenderedFile:
    """Render, encode and measure. `progress` goes from 0 to 1 and may raise to stop."""
    # The audio stack takes a second and 100 MB: only the process that makes audio pays for it.
    from reprise.songs.audio.checks.report import Levels, technical_checks
    from reprise.songs.audio.encoding import write_flac
    from reprise.songs.audio.peaks import waveform_peaks
    from reprise.songs.engines import levels

    rendering = engine.render(request, lambda share, stage: progress(share * _ENGINE_SHARE, stage))
    audio, rate = rendering.audio, rendering.sample_rate
    progress(_ENGINE_SHARE, "encoding")
    write_flac(path, audio, rate)
    progress(0.95, "measuring")
    found = Levels(
        levels.integrated_loudness(audio, rate),
        peak if math.isfinite(peak := levels.true_peak(audio)) else None,
        levels.clipped_samples(audio),
    )
    progress(0.97, "checking")
    result = RenderedFile(
        duration=len(audio) / rate,
        sample_rate=rate,
        channels=audio.shape[1],
        size=path.stat().st_size,
        sha256=_sha256(path),
        loudness=found.loudness,
        true_peak=found.true_peak,
        clipped_samples=found.clipped,
        peaks=waveform_peaks(audio),
        checks=technical_checks(audio, rate, rendering.plan, found),
    )
    progress(1.0, "finished")
    return result


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
