"""How long a job will still take, judged by jobs like it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

# Under this share the time since the start says more about start-up than about the job.
_TELLING_PROGRESS = 10


@dataclass(frozen=True, slots=True)
class PastJob:
    """`audio_seconds` is what the job made in `seconds` of processing."""

    seconds: float
    audio_seconds: float


def pace(past: Iterable[PastJob]) -> float | None:
    """Seconds of processing for a second of audio; None without any past job."""
    jobs = list(past)
    audio = sum(job.audio_seconds for job in jobs)
    return sum(job.seconds for job in jobs) / audio if audio else None


def remaining(
    *, progress: int, started_at: datetime | None, now: datetime, audio_seconds: float, pace_: float | None
) -> float | None:
    """Seconds until a processing job is done; from its own progress once that is telling."""
    if started_at is not None and progress >= _TELLING_PROGRESS:
        elapsed = max(0.0, (now - started_at).total_seconds())
        return elapsed * (100 - progress) / progress
    return None if pace_ is None else pace_ * audio_seconds * (100 - progress) / 100


def waiting(*, audio_seconds_ahead: float, own: float, workers: int, pace_: float | None) -> float | None:
    """Seconds until a queued job is done, when all workers share what is ahead of it."""
    if pace_ is None or workers < 1:
        return None
    return pace_ * (audio_seconds_ahead / workers + own)
