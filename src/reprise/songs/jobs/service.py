"""What people ask about many jobs at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import Database, utcnow
from reprise.core.paging import Paging
from reprise.songs.feedback.records import AnyRow
from reprise.songs.generation.models import FINISHED, STATUSES
from reprise.songs.generation.outlook import NOTHING_AHEAD, Outlook, outlooks
from reprise.songs.jobs import repository
from reprise.songs.jobs.listed import read_repository as listed
from reprise.songs.jobs.repository import JobFilter
from reprise.songs.jobs.schemas import JobStats, Throughput


async def listing(database: Database, user: CurrentUser, paging: Paging, wanted: JobFilter) -> str:
    """A `Page[JobOut]` as JSON."""
    found = await _find(database, partial(_read, user=user, paging=paging, wanted=wanted), wanted)
    rows = found.rows
    ahead: dict[str, str] = {}
    if any(row.status not in FINISHED for row in rows):
        rows, ahead = await _with_outlook(database, found.job_ids)
    items = (f"{row.record[:-1]},{ahead.get(row.id, _NOTHING_AHEAD)}" for row in rows)
    rest = {
        "total": found.total,
        "total_capped": found.capped,
        "limit": paging.limit,
        "offset": paging.offset,
        "next_cursor": found.cursor,
    }
    return f'{{"items":[{",".join(items)}],{json.dumps(rest)[1:]}'


@dataclass(frozen=True, slots=True)
class _Found:
    job_ids: Sequence[UUID]
    rows: Sequence[AnyRow]
    cursor: str | None
    total: int
    capped: bool


async def _find(database: Database, read: Callable[[Connection], _Found], wanted: JobFilter) -> _Found:
    if wanted.is_quick:
        return await database.read(read, still=True)
    # What may look at very many rows is to keep nobody waiting who asks for one.
    async with database.snapshot(still=True) as session:
        return await session.run_sync(lambda plain: read(plain.connection()))


def _read(connection: Connection, user: CurrentUser, paging: Paging, wanted: JobFilter) -> _Found:
    job_ids, cursor, total, capped = repository.page(connection, user, paging, wanted)
    return _Found(job_ids, listed.records(connection, job_ids), cursor, total, capped)


async def _with_outlook(
    database: Database, job_ids: Sequence[UUID]
) -> tuple[Sequence[AnyRow], dict[str, str]]:
    """The same jobs once more: they and what lies ahead of them are to be of one moment."""
    async with database.snapshot(still=True) as session:
        rows = await session.run_sync(lambda plain: listed.records(plain.connection(), job_ids))
        going_on = [UUID(row.id) for row in rows if row.status not in FINISHED]
        ahead = await outlooks(session, await repository.some(session, going_on))
    return rows, {str(job_id): _ending(outlook) for job_id, outlook in ahead.items()}


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
