"""Lists and figures of jobs."""

from __future__ import annotations

from reprise.core.schema import Answer
from reprise.songs.generation.models import JobStatus


class Throughput(Answer):
    window_hours: float
    jobs_per_hour: float
    audio_seconds_per_hour: float


class JobStats(Answer):
    """Counts are of all jobs; times and throughput of those that finished within the window."""

    counts: dict[JobStatus, int]
    average_processing_seconds: float | None
    throughput: Throughput
    queue_depth: int
    oldest_queued_seconds: float | None
