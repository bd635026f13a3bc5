"""HTTP of many jobs, and of live events."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import PlainValidator

from reprise.core.auth.identity import SignedIn
from reprise.core.context import CoreOf
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.errors import UnprocessableError
from reprise.core.events.sse import event_stream
from reprise.core.paging import Page, Pages
from reprise.core.schema import Text
from reprise.songs.generation import events, service
from reprise.songs.generation.models import JobStatus
from reprise.songs.generation.schemas import JobOut
from reprise.songs.jobs import live
from reprise.songs.jobs import service as jobs
from reprise.songs.jobs.repository import JobFilter
from reprise.songs.jobs.schemas import JobStats

router = APIRouter(tags=["jobs"])

_EVENT_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
        "description": "Server-sent events `status`, `progress`, `sample`, `done`.",
    }
}
LastEventId = Annotated[str | None, Header(max_length=64, description="Where to go on after a reconnect.")]


def _moment(value: str) -> datetime | date:
    """A union would take a date for its midnight, and an end date would lose its day."""
    try:
        return date.fromisoformat(value) if len(value) == len("2026-03-01") else datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("write a date like 2026-03-01 or a time like 2026-03-01T18:30:00Z") from None


Moment = Annotated[datetime | date, PlainValidator(_moment, json_schema_input_type=datetime | date)]


@router.get("/jobs")
async def list_jobs(
    user: SignedIn,
    session: ReadSession,
    paging: Pages,
    status: JobStatus | None = None,
    engine: Annotated[Text | None, Query(max_length=64)] = None,
    start_date: Annotated[Moment | None, Query(description="Created at or after.")] = None,
    end_date: Annotated[
        Moment | None, Query(description="Created at or before; a date includes its day.")
    ] = None,
) -> Page[JobOut]:
    """Jobs, newest first."""
    wanted = JobFilter(status, engine, _start(start_date), _end(end_date))
    return await jobs.listing(session, user, paging, wanted)


@router.get("/jobs/stats")
async def job_stats(
    user: SignedIn, session: ReadSession, window_hours: Annotated[float, Query(gt=0, le=24 * 365)] = 24
) -> JobStats:
    """Counts by status, processing time and throughput."""
    return await jobs.statistics(session, user, window_hours)


@router.get("/jobs/events", response_class=StreamingResponse, responses=_EVENT_STREAM)
async def all_events(_: SignedIn, core: CoreOf, last_event_id: LastEventId = None) -> StreamingResponse:
    """What happens to all jobs, live."""
    return event_stream(live.stream(core.events, last_event_id))


@router.get("/generate/{job_id}/events", response_class=StreamingResponse, responses=_EVENT_STREAM)
async def job_events(
    job_id: UUID, user: SignedIn, core: CoreOf, last_event_id: LastEventId = None
) -> StreamingResponse:
    """What happens to one job, live, until it is done."""

    async def snapshot() -> dict[str, Any] | None:
        async with core.database.snapshot() as session:
            return events.status_payload(await service.find(session, user, job_id))

    # Asked before the stream begins, so that an unknown job is a 404 and not an empty stream.
    await snapshot()
    return event_stream(live.stream(core.events, last_event_id, job_id=job_id, snapshot=snapshot))


@router.delete("/jobs/{job_id}", status_code=204, response_class=Response)
async def delete_job(job_id: UUID, user: SignedIn, session: WriteSession, core: CoreOf) -> None:
    """Delete a finished job with its samples and files."""
    await service.delete(core, session, user, job_id)


def _start(value: datetime | date | None) -> datetime | None:
    return None if value is None else _instant(value, "start_date")


def _end(value: datetime | date | None) -> datetime | None:
    """The first instant that is not included any more."""
    if value is None:
        return None
    step = timedelta(microseconds=1) if isinstance(value, datetime) else timedelta(days=1)
    return _within_calendar(_instant(value, "end_date"), step, "end_date")


def _instant(value: datetime | date, field: str) -> datetime:
    """A date is its first instant in UTC; a time without a zone is UTC."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min, UTC)
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise UnprocessableError(f"{field} lies outside the calendar.", field=field) from None


def _within_calendar(value: datetime, step: timedelta, field: str) -> datetime:
    try:
        return value + step
    except OverflowError:
        raise UnprocessableError(f"{field} lies outside the calendar.", field=field) from None
