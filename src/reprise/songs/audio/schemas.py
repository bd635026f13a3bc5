"""Audio as it goes out."""

from __future__ import annotations

from uuid import UUID

from reprise.core.db import UtcTime
from reprise.core.schema import Answer

LABELS = "ABCDEFGH"


class AudioPrompt(Answer):
    id: UUID
    text: str
    composed: str | None


class AudioOut(Answer):
    """Duration in seconds, rate in Hz; loudness in LUFS and true peak in dBTP, null if silent."""

    id: UUID
    job_id: UUID
    index: int
    label: str
    prompt: AudioPrompt
    duration: float
    sample_rate: int
    channels: int
    codec: str
    bytes: int
    sha256: str
    loudness: float | None
    true_peak: float | None
    clipped_samples: int
    seed: int
    parameters: dict[str, float]
    engine: str
    engine_version: str
    adapter_version_id: UUID | None
    created_at: UtcTime
    stream_url: str


class WaveformOut(Answer):
    """`peaks`: minimum and maximum of each bin in turn, -128 to 127, all channels together."""

    bins: int
    duration: float
    peaks: list[int]
