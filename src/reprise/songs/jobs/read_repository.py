"""SQL that sums up finished jobs by time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.db.clock import epoch_seconds
from reprise.songs.audio.models import AudioSample
from reprise.songs.generation.models import GenerationJob


@dataclass(frozen=True, slots=True)
class Span:
    """`count` equal buckets of `seconds` each, from `start` on."""

    start: datetime
    seconds: int
    count: int

    def edge(self, number: int) -> datetime:
        return self.start + timedelta(seconds=number * self.seconds)


def _number(span: Span) -> ColumnElement[Any]:
    """The bucket in which a job finished: comparisons alone, because the databases round differently."""
    whens = [(GenerationJob.completed_at < span.edge(number + 1), number) for number in range(span.count - 1)]
    return case(*whens, else_=span.count - 1)


def _within(user: CurrentUser, span: Span) -> ColumnElement[bool]:
    return and_(
        visible_to_installation(user),
        GenerationJob.completed_at >= span.start,
        GenerationJob.completed_at < span.edge(span.count),
    )


async def finished(
    session: AsyncSession, user: CurrentUser, span: Span
) -> Sequence[Row[int, str, int, int, float | None, float | None]]:
    """Bucket, status, jobs, how many of them had started, their seconds of waiting and of processing."""
    started = epoch_seconds(GenerationJob.started_at)
    number = _number(span).label("number")
    query = (
        select(
            number,
            GenerationJob.status,
            func.count(),
            func.count(GenerationJob.started_at),
            func.sum(started - epoch_seconds(GenerationJob.created_at)),
            func.sum(epoch_seconds(GenerationJob.completed_at) - started),
        )
        .where(_within(user, span))
        .group_by(number, GenerationJob.status)
    )
    return (await session.execute(query)).all()


async def audio_seconds(session: AsyncSession, user: CurrentUser, span: Span) -> dict[int, float]:
    """Seconds of audio of completed jobs, by bucket."""
    number = _number(span).label("number")
    query = (
        select(number, func.sum(AudioSample.duration))
        .join(GenerationJob, GenerationJob.id == AudioSample.job_id)
        .where(_within(user, span), GenerationJob.status == "completed")
        .group_by(number)
    )
    return {row[0]: float(row[1]) for row in await session.execute(query)}
