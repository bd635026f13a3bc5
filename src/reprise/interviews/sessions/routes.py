"""HTTP of sessions."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from reprise.core.auth.dependencies import Member
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import Pages
from reprise.core.idempotency.routing import UNKEPT_ANSWER, Router
from reprise.core.moments import Moment, beginning, end
from reprise.core.paging import Page
from reprise.core.schema import Text
from reprise.interviews.sessions import service, views
from reprise.interviews.sessions.models import SessionStatus
from reprise.interviews.sessions.repository import SessionFilter
from reprise.interviews.sessions.schemas import InterviewSessionCreate, InterviewSessionOut, MessageOut

router = Router(tags=["sessions"])


@router.post("/sessions", status_code=201, openapi_extra=UNKEPT_ANSWER)
async def create_interview_session(
    payload: InterviewSessionCreate, user: Member, session: WriteSession, response: Response
) -> InterviewSessionOut:
    """Start practising for a posting."""
    created = await service.create(session, user, payload)
    response.headers["Location"] = f"/api/v1/sessions/{created.id}"
    return created


@router.get("/sessions")
async def list_interview_sessions(
    user: Member,
    session: ReadSession,
    paging: Pages,
    status: SessionStatus | None = None,
    job_posting_id: UUID | None = None,
    series_id: Annotated[UUID | None, Query(description="All attempts of one series.")] = None,
    role: Annotated[Text | None, Query(max_length=200, description="Part of the posting's title.")] = None,
    start_date: Annotated[Moment | None, Query(description="Created at or after.")] = None,
    end_date: Annotated[
        Moment | None, Query(description="Created at or before; a date includes its day.")
    ] = None,
) -> Page[InterviewSessionOut]:
    """One's own sessions, newest first."""
    wanted = SessionFilter(
        status,
        job_posting_id,
        series_id,
        role,
        beginning(start_date, "start_date"),
        end(end_date, "end_date"),
    )
    return await service.listing(session, user, paging, wanted)


@router.get("/sessions/{session_id}")
async def get_interview_session(session_id: UUID, user: Member, session: ReadSession) -> InterviewSessionOut:
    """One session: its status, limits, open question and score."""
    return await views.describe(session, await service.find(session, user, session_id))


@router.get("/sessions/{session_id}/messages")
async def list_messages(
    session_id: UUID, user: Member, session: ReadSession, paging: Pages
) -> Page[MessageOut]:
    """Questions and answers in the order in which they were said."""
    return await service.transcript(session, user, session_id, paging)


@router.post("/sessions/{session_id}/pause", openapi_extra=UNKEPT_ANSWER)
async def pause_interview_session(
    session_id: UUID, user: Member, session: WriteSession
) -> InterviewSessionOut:
    """Stop the clock; no questions and answers until it goes on."""
    return await service.pause(session, user, session_id)


@router.post("/sessions/{session_id}/resume", openapi_extra=UNKEPT_ANSWER)
async def resume_interview_session(
    session_id: UUID, user: Member, session: WriteSession
) -> InterviewSessionOut:
    """Go on with a paused session."""
    return await service.resume(session, user, session_id)


@router.post("/sessions/{session_id}/complete", openapi_extra=UNKEPT_ANSWER)
async def complete_interview_session(
    session_id: UUID, user: Member, session: WriteSession
) -> InterviewSessionOut:
    """End a session for good; then feedback can be asked for."""
    return await service.complete(session, user, session_id)


@router.post("/sessions/{session_id}/retake", status_code=201, openapi_extra=UNKEPT_ANSWER)
async def retake_interview_session(
    session_id: UUID, user: Member, session: WriteSession, response: Response
) -> InterviewSessionOut:
    """Try again: a new session with the same posting and limits, and the next attempt's number."""
    created = await service.retake(session, user, session_id)
    response.headers["Location"] = f"/api/v1/sessions/{created.id}"
    return created
