"""HTTP of many jobs, and of live events. The list is JSON from the database: the model is its description."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Header, Query, Response
from fastapi.responses import StreamingResponse

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.events.responses import event_stream
from reprise.core.idempotency.routing import Router
from reprise.core.moments import Moment, beginning, end
from reprise.core.paging import Page
from reprise.core.schema import Text
from reprise.songs.generation import deletion, events, service
from reprise.songs.generation.models import JobStatus
from reprise.songs.generation.schemas import JobOut
from reprise.songs.jobs import history, live
from reprise.songs.jobs import service as jobs
from reprise.songs.jobs.repository import JobFilter
from reprise.songs.jobs.schemas import JobHistory, JobStats
from reprise.songs.prompts.terms import wanted as wanted_words

router = Router(tags=["jobs"])

_EVENT_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
        "description": "Server-sent events `status`, `progress`, `sample`, `done`, and of all jobs `queue`.",
    }
}
LastEventId = Annotated[str | None, Header(max_length=64, description="Where to go on after a reconnect.")]


@router.get("/jobs", response_model=Page[JobOut])
async def list_jobs(
    user: SignedIn,
    core: CoreOf,
    paging: Pages,
    status: JobStatus | None = None,
    engine: Annotated[Text | None, Query(max_length=64)] = None,
    start_date: Annotated[Moment | None, Query(description="Created at or after.")] = None,
    end_date: Annotated[
        Moment | None, Query(description="Created at or before; a date includes its day.")
    ] = None,
    q: Annotated[
        Text | None, Query(max_length=200, description="Words, or how they begin; the prompt holds all.")
    ] = None,
    experiment_id: UUID | None = None,
    adapter_id: Annotated[UUID | None, Query(description="Also one that is deleted.")] = None,
    has_feedback: Annotated[
        bool | None, Query(description="Whether anything was said of the job's samples.")
    ] = None,
) -> Response:
    """Jobs, newest first."""
    wanted = JobFilter(
        status,
        engine,
        beginning(start_date, "start_date"),
        end(end_date, "end_date"),
        words=wanted_words(q or ""),
        experiment_id=experiment_id,
        adapter_id=adapter_id,
        has_feedback=has_feedback,
    )
    return Response(await jobs.listing(core.database, user, paging, wanted), media_type="application/json")


@router.get("/jobs/stats")
async def job_stats(
    user: SignedIn, session: ReadSession, window_hours: Annotated[float, Query(gt=0, le=24 * 365)] = 24
) -> JobStats:
    """Counts by status, processing time and throughput."""
    return await jobs.statistics(session, user, window_hours)


@router.get("/jobs/history")
async def job_history(
    user: SignedIn, session: ReadSession, window_hours: Annotated[int, Query(ge=1, le=24 * 31)] = 24
) -> JobHistory:
    """What finished over time, in equal buckets, empty ones included."""
    return await history.history(session, user, window_hours)


@router.get("/jobs/events", response_class=StreamingResponse, responses=_EVENT_STREAM)
async def all_events(_: SignedIn, core: CoreOf, last_event_id: LastEventId = None) -> StreamingResponse:
    """What happens to all jobs, live."""
    return event_stream(live.stream(core.events, last_event_id))


@router.get("/generate/{job_id}/events", response_class=StreamingResponse, responses=_EVENT_STREAM)
async def job_events(
    job_id: UUID, user: SignedIn, core: CoreOf, last_event_id: LastEventId = None
) -> StreamingResponse:
    """What happens to one job, live, until it is done."""

    async def snapshot() -> dict[str, Any]:
        async with core.database.snapshot() as session:
            return events.status_payload(await service.find(session, user, job_id))

    # Asked before the stream begins, so that an unknown job is a 404 and not an empty stream.
    await snapshot()
    return event_stream(live.stream(core.events, last_event_id, job_id=job_id, snapshot=snapshot))


@router.delete("/jobs/{job_id}", status_code=204, response_class=Response)
async def delete_job(job_id: UUID, user: SignedIn, session: WriteSession, core: CoreOf) -> None:
    """Delete a finished job with its samples and files."""
    await deletion.delete_job(core, session, user, job_id)
