"""How jobs went over time, in equal buckets."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import utcnow
from reprise.songs.jobs import read_repository as repository
from reprise.songs.jobs.read_repository import Span
from reprise.songs.jobs.schemas import HistoryBucket, JobHistory

_FEWEST: Final = 24
_MOST: Final = 48
_ROUND: Final = (86_400, 43_200, 21_600, 10_800, 3_600, 1_800, 900, 300, 60, 1)
"""Seconds in which people count time, the roundest first."""


@dataclass(slots=True)
class _Sums:
    jobs: Counter[str] = field(default_factory=Counter)
    started: int = 0
    waiting: float = 0.0
    processing: float = 0.0


async def history(session: AsyncSession, user: CurrentUser, window_hours: int) -> JobHistory:
    span = span_until(utcnow(), window_hours)
    sums: dict[int, _Sums] = defaultdict(_Sums)
    for number, status, jobs, started, waiting, processing in await repository.finished(session, user, span):
        bucket = sums[number]
        bucket.jobs[status] += jobs
        bucket.started += started
        bucket.waiting += waiting or 0.0
        if status == "completed":
            bucket.processing += processing or 0.0
    audio = await repository.audio_seconds(session, user, span)
    buckets = [_bucket(span.edge(n), sums[n], audio.get(n, 0.0)) for n in range(span.count)]
    return JobHistory(window_hours=window_hours, bucket_seconds=span.seconds, buckets=buckets)


def span_until(now: datetime, window_hours: int) -> Span:
    """Buckets on round times of UTC, so that two looks at the same window draw the same picture."""
    window = window_hours * 3_600
    lengths = [window // count for count in range(_FEWEST, _MOST + 1) if window % count == 0]
    seconds = min(lengths, key=_roundness)
    end = (int(now.timestamp()) // seconds + 1) * seconds
    return Span(datetime.fromtimestamp(end - window, UTC), seconds, window // seconds)


def _roundness(seconds: int) -> int:
    return next(place for place, unit in enumerate(_ROUND) if seconds % unit == 0)


def _bucket(start: datetime, sums: _Sums, audio_seconds: float) -> HistoryBucket:
    completed = sums.jobs["completed"]
    return HistoryBucket(
        start=start,
        completed=completed,
        failed=sums.jobs["failed"],
        cancelled=sums.jobs["cancelled"],
        average_wait_seconds=round(sums.waiting / sums.started, 3) if sums.started else None,
        average_processing_seconds=round(sums.processing / completed, 3) if completed else None,
        audio_seconds=round(audio_seconds, 3),
    )
