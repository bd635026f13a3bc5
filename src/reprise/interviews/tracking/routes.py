"""HTTP of operations, and of deleting what they belong to."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Header, Response
from fastapi.responses import StreamingResponse

from reprise.core.auth.dependencies import Member
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.errors import NotFoundError
from reprise.core.events import live
from reprise.core.events.live import Present
from reprise.core.events.responses import event_stream
from reprise.core.idempotency.routing import Router
from reprise.core.limits.errors import LIMITED
from reprise.core.paging import Page
from reprise.interviews.operations import events, views
from reprise.interviews.operations import service as operations
from reprise.interviews.operations.models import FINISHED, Operation
from reprise.interviews.operations.schemas import OperationOut
from reprise.interviews.tracking import service

router = Router(tags=["operations"])

_EVENT_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
        "description": "Server-sent events `status`, then `done` (or `deleted`) as the last one.",
    }
}
LastEventId = Annotated[str | None, Header(max_length=64, description="Where to go on after a reconnect.")]


@router.get("/operations/{operation_id}")
async def get_operation(operation_id: UUID, user: Member, session: ReadSession) -> OperationOut:
    """How far an operation is, and what became of it."""
    return views.describe(await operations.find(session, user, operation_id))


@router.post("/operations/{operation_id}/retry", status_code=202, responses=LIMITED)
async def retry_operation(
    operation_id: UUID, user: Member, session: WriteSession, core: CoreOf, response: Response
) -> OperationOut:
    """Run a failed operation again."""
    operation = await service.retry(core, session, user, operation_id)
    response.headers["Location"] = views.location(operation)
    return views.describe(operation)


@router.get("/operations/{operation_id}/events", response_class=StreamingResponse, responses=_EVENT_STREAM)
async def operation_events(
    operation_id: UUID, user: Member, core: CoreOf, last_event_id: LastEventId = None
) -> StreamingResponse:
    """What happens to one operation, live, until it is done."""

    async def find() -> Operation:
        async with core.database.snapshot() as session:
            return await operations.find(session, user, operation_id)

    async def snapshot() -> Present | None:
        try:
            operation = await find()
        except NotFoundError:
            return None
        ended = operation.status in FINISHED
        done = events.done_payload(operation) if ended else None
        return Present(events.status_payload(operation), done)

    # Asked before the stream begins, so that an unknown operation is a 404 and not an empty stream.
    await find()
    return event_stream(
        live.stream(core.events, events.TOPIC, last_event_id, subject_id=operation_id, snapshot=snapshot)
    )


@router.get("/sessions/{session_id}/operations", tags=["sessions"])
async def list_operations(
    session_id: UUID, user: Member, session: ReadSession, paging: Pages
) -> Page[OperationOut]:
    """All operations of a session, newest first."""
    return await service.listing(session, user, session_id, paging)


@router.delete("/sessions/{session_id}", status_code=204, response_class=Response, tags=["sessions"])
async def delete_interview_session(
    session_id: UUID, user: Member, session: WriteSession, core: CoreOf
) -> None:
    """Delete a session with its transcript, operations, feedback and links."""
    await service.delete_session(core, session, user, session_id)
