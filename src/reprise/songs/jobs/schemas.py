"""Lists and figures of jobs."""

from __future__ import annotations

from reprise.core.db import UtcTime
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


class HistoryBucket(Answer):
    """Jobs that finished within the bucket's seconds from `start` on; averages are null without any.

    Waiting is from the request to the start of all that started, processing that of completed ones.
    """

    start: UtcTime
    completed: int
    failed: int
    cancelled: int
    average_wait_seconds: float | None
    average_processing_seconds: float | None
    audio_seconds: float


class JobHistory(Answer):
    """24 to 48 equal buckets, oldest first; the last one holds the present moment."""

    window_hours: int
    bucket_seconds: int
    buckets: list[HistoryBucket]
