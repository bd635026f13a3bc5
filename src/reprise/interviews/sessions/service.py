"""Decisions about the life of a session: start, pause, resume, complete, retake, delete."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import utcnow
from reprise.core.errors import not_found
from reprise.core.paging import Page, Paging
from reprise.interviews.postings import repository as posting_rows
from reprise.interviews.postings import service as postings
from reprise.interviews.postings.schemas import PostingFacts
from reprise.interviews.sessions import clock, read_repository, repository, views
from reprise.interviews.sessions.errors import (
    SessionAlreadyCompletedError,
    SessionNotActiveError,
    SessionNotPausedError,
)
from reprise.interviews.sessions.models import InterviewSession
from reprise.interviews.sessions.repository import SessionFilter
from reprise.interviews.sessions.schemas import InterviewSessionCreate, InterviewSessionOut, MessageOut


async def find(session: AsyncSession, user: CurrentUser, session_id: UUID) -> InterviewSession:
    """
    Raises:
        NotFoundError: there is no such session, or it is somebody else's.
    """
    interview = await repository.get(session, user, session_id)
    if interview is None:
        raise not_found("session", session_id)
    return interview


async def find_locked(session: AsyncSession, user: CurrentUser, session_id: UUID) -> InterviewSession:
    """As `find`; everything that changes a session begins here, so that changes come one after another."""
    interview = await repository.lock(session, user, session_id)
    if interview is None:
        raise not_found("session", session_id)
    return interview


async def listing(
    session: AsyncSession, user: CurrentUser, paging: Paging, wanted: SessionFilter
) -> Page[InterviewSessionOut]:
    interviews, cursor, total, capped = await repository.page(session, user, paging, wanted)
    return Page(
        items=await views.describe_all(session, interviews),
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def transcript(
    session: AsyncSession, user: CurrentUser, session_id: UUID, paging: Paging
) -> Page[MessageOut]:
    await find(session, user, session_id)
    messages, cursor, total, capped = await read_repository.message_page(session, session_id, paging)
    return Page(
        items=[MessageOut.model_validate(message) for message in messages],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def create(
    session: AsyncSession, user: CurrentUser, payload: InterviewSessionCreate
) -> InterviewSessionOut:
    """Start a session, its clock running.

    Raises:
        NotFoundError: there is no such posting, or it is somebody else's.
    """
    # Locked: a posting that is deleted meanwhile would fail the foreign key.
    posting = await postings.find(session, user, payload.job_posting_id, field="job_posting_id", lock=True)
    identity = uuid4()
    interview = InterviewSession(
        id=identity,
        owner_id=user.id,
        job_posting_id=posting.id,
        role=posting.title,
        posting=PostingFacts.model_validate(posting).model_dump(),
        question_count=payload.question_count,
        minutes=payload.minutes,
        series_id=identity,
        attempt=1,
    )
    await repository.add(session, interview)
    return await views.describe(session, interview)


async def retake(session: AsyncSession, user: CurrentUser, session_id: UUID) -> InterviewSessionOut:
    """A new session of the same series, with the posting and limits of the one it repeats."""
    old = await find(session, user, session_id)
    posting_id = await _locked_posting(session, user, old.job_posting_id)
    attempt = await repository.next_attempt(session, old.series_id)
    again = InterviewSession(
        owner_id=user.id,
        job_posting_id=posting_id,
        role=old.role,
        posting=old.posting,
        question_count=old.question_count,
        minutes=old.minutes,
        series_id=old.series_id,
        attempt=attempt,
    )
    await repository.add(session, again)
    return await views.describe(session, again)


async def _locked_posting(session: AsyncSession, user: CurrentUser, posting_id: UUID | None) -> UUID | None:
    """None if it was deleted since; otherwise it stays until the transaction ends."""
    posting = await posting_rows.get(session, user, posting_id, lock=True) if posting_id else None
    return posting.id if posting else None


async def pause(session: AsyncSession, user: CurrentUser, session_id: UUID) -> InterviewSessionOut:
    """
    Raises:
        SessionNotActiveError: it is paused or completed already.
    """
    interview = await find_locked(session, user, session_id)
    require_active(interview)
    _stop_clock(interview)
    interview.status = "paused"
    await session.flush()
    return await views.describe(session, interview)


async def resume(session: AsyncSession, user: CurrentUser, session_id: UUID) -> InterviewSessionOut:
    """
    Raises:
        SessionNotPausedError: it is not paused.
    """
    interview = await find_locked(session, user, session_id)
    if interview.status != "paused":
        raise SessionNotPausedError(f"The session is {interview.status}, not paused.")
    interview.status = "active"
    interview.running_since = utcnow()
    await session.flush()
    return await views.describe(session, interview)


async def complete(session: AsyncSession, user: CurrentUser, session_id: UUID) -> InterviewSessionOut:
    """For good; a question that is open stays without an answer.

    Raises:
        SessionAlreadyCompletedError: it was completed before.
    """
    interview = await find_locked(session, user, session_id)
    if interview.status == "completed":
        raise SessionAlreadyCompletedError("The session is completed already.")
    _stop_clock(interview)
    interview.status = "completed"
    interview.completed_at = utcnow()
    await session.flush()
    return await views.describe(session, interview)


def require_active(interview: InterviewSession) -> None:
    """
    Raises:
        SessionNotActiveError: it is paused or completed.
    """
    if interview.status != "active":
        raise SessionNotActiveError(f"The session is {interview.status}.")


def _stop_clock(interview: InterviewSession) -> None:
    interview.practised_seconds = clock.elapsed(interview, utcnow())
    interview.running_since = None
