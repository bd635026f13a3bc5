"""What people ask about many jobs at once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import utcnow
from reprise.core.paging import Page, Paging
from reprise.songs.generation import views
from reprise.songs.generation.models import STATUSES
from reprise.songs.generation.schemas import JobOut
from reprise.songs.jobs import repository
from reprise.songs.jobs.repository import JobFilter
from reprise.songs.jobs.schemas import JobStats, Throughput


async def listing(
    session: AsyncSession, user: CurrentUser, paging: Paging, wanted: JobFilter
) -> Page[JobOut]:
    jobs, cursor, total, capped = await repository.page(session, user, paging, wanted)
    return Page(
        items=await views.describe_all(session, jobs),
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def statistics(session: AsyncSession, user: CurrentUser, window_hours: float) -> JobStats:
    now = utcnow()
    since = now - timedelta(hours=window_hours)
    counted = await repository.counts(session, user)
    done = await repository.completed_since(session, user, since)
    seconds = [(row[1] - row[0]).total_seconds() for row in done if row[0] is not None and row[1] is not None]
    oldest = await repository.oldest_queued(session, user)
    return JobStats(
        counts={status: counted.get(status, 0) for status in STATUSES},
        average_processing_seconds=round(sum(seconds) / len(seconds), 3) if seconds else None,
        throughput=Throughput(
            window_hours=window_hours,
            jobs_per_hour=round(len(done) / window_hours, 3),
            audio_seconds_per_hour=round(
                await repository.audio_seconds_since(session, user, since) / window_hours, 3
            ),
        ),
        queue_depth=counted.get("queued", 0),
        oldest_queued_seconds=max(0.0, round((now - oldest).total_seconds(), 1)) if oldest else None,
    )
