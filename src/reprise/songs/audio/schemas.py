"""Audio as it goes out."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field

from reprise.core.db import UtcTime
from reprise.core.schema import Answer

LABELS = "ABCDEFGH"


class AudioPrompt(Answer):
    id: UUID
    text: str
    composed: str | None


class TechnicalCheck(Answer):
    """One technical check, which says nothing of how good the music is.

    `value` is a number in `unit`, or a name; null where there is nothing to find. `expected` is what the
    engine set out to make; `at` is the second of the sample that the finding is about. The state is `info`
    where there is no limit.
    """

    name: str = Field(examples=["longest_silence"])
    state: Literal["pass", "warn", "info"]
    value: float | str | None
    unit: str
    limit: str = Field(description="In words, for people.")
    expected: float | str | None
    at: float | None


class AudioOut(Answer):
    """Duration in seconds, rate in Hz; loudness in LUFS and true peak in dBTP, null if silent.

    `technical_checks` is null for samples that were made before there were checks.
    """

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
    technical_checks: list[TechnicalCheck] | None
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
