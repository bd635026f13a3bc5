"""Decisions that need both operations and what they make: retry, delete a session."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.core.paging import Page, Paging
from reprise.interviews.feedback import service as feedback
from reprise.interviews.operations import events, repository, service, views
from reprise.interviews.operations.errors import OperationNotRetryableError
from reprise.interviews.operations.models import Operation
from reprise.interviews.operations.schemas import OperationOut
from reprise.interviews.questions import service as questions
from reprise.interviews.sessions import repository as session_rows
from reprise.interviews.sessions import service as sessions

_ADMIT = {questions.OPERATION: questions.admit, feedback.OPERATION: feedback.admit}


async def retry(core: Core, session: AsyncSession, user: CurrentUser, operation_id: UUID) -> Operation:
    """Really run a failed operation again, under the rules that asking anew would have.

    Raises:
        OperationNotRetryableError: it did not fail.
    """
    operation = await service.find(session, user, operation_id)
    interview = await sessions.find_locked(session, user, operation.session_id)
    if operation.status != "failed":
        raise OperationNotRetryableError(
            f"Only a failed operation can be retried; this one is {operation.status}."
        )
    for type_, admit in _ADMIT.items():
        if operation.operation_type == type_:
            await admit(session, interview)
    return await service.begin_again(core, session, operation)


async def listing(
    session: AsyncSession, user: CurrentUser, session_id: UUID, paging: Paging
) -> Page[OperationOut]:
    await sessions.find(session, user, session_id)
    operations, cursor, total, capped = await repository.page(session, session_id, paging)
    return Page(
        items=[views.describe(operation) for operation in operations],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def delete_session(core: Core, session: AsyncSession, user: CurrentUser, session_id: UUID) -> None:
    """With all that hangs on it; who follows one of its operations is told."""
    await sessions.find_locked(session, user, session_id)
    for operation_id in await repository.live_ids(session, session_id):
        await events.deleted(session, operation_id)
    await session_rows.remove(session, session_id)
    core.events.wake_after(session)


async def tell_of_departure(session: AsyncSession, owner_id: UUID) -> None:
    """Who follows an operation of somebody who deletes their account is told that it goes."""
    for operation_id in await repository.live_ids_of(session, owner_id):
        await events.deleted(session, operation_id)
