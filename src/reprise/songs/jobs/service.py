"""What people ask about many jobs at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import utcnow
from reprise.core.paging import Paging
from reprise.songs.generation.models import FINISHED, STATUSES
from reprise.songs.generation.outlook import NOTHING_AHEAD, Outlook, outlooks
from reprise.songs.jobs import repository
from reprise.songs.jobs.listed import read_repository as listed
from reprise.songs.jobs.repository import JobFilter
from reprise.songs.jobs.schemas import JobStats, Throughput


async def listing(session: AsyncSession, user: CurrentUser, paging: Paging, wanted: JobFilter) -> str:
    """A `Page[JobOut]` as JSON."""
    job_ids, cursor, total, capped = await repository.page(session, user, paging, wanted)
    items = await _items(session, job_ids)
    rest = {
        "total": total,
        "total_capped": capped,
        "limit": paging.limit,
        "offset": paging.offset,
        "next_cursor": cursor,
    }
    return f'{{"items":[{",".join(items)}],{json.dumps(rest)[1:]}'


async def _items(session: AsyncSession, job_ids: Sequence[UUID]) -> list[str]:
    rows = await listed.records(session, job_ids)
    going_on = [UUID(row.id) for row in rows if row.status not in FINISHED]
    found = await outlooks(session, await repository.some(session, going_on)) if going_on else {}
    ahead = {str(job_id): _ending(outlook) for job_id, outlook in found.items()}
    return [f"{row.record[:-1]},{ahead.get(row.id, _NOTHING_AHEAD)}" for row in rows]


def _ending(ahead: Outlook) -> str:
    """The last fields of a job that is listed."""
    return json.dumps(asdict(ahead))[1:]


_NOTHING_AHEAD: Final = _ending(NOTHING_AHEAD)


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
