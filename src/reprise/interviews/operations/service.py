"""Decisions about operations: accept, find, begin again."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.core.errors import not_found
from reprise.core.limits import service as limits
from reprise.core.limits.allowance import Limit
from reprise.core.operations.queue import Submission, WorkQueue
from reprise.interviews.operations import events, repository
from reprise.interviews.operations.errors import OperationNotRetryableError, OperationRunningError
from reprise.interviews.operations.models import Operation, OperationType
from reprise.interviews.sessions.models import InterviewSession

QUEUE: Final = "interviews"
WORKFLOW: Final = "interviews.operate"
PER_PERSON: Final = Limit("model-work", burst=30, seconds=60)
"""Work that a model is paid for, asked for by one of several people."""


async def find(session: AsyncSession, user: CurrentUser, operation_id: UUID) -> Operation:
    """
    Raises:
        NotFoundError: there is no such operation, or it is somebody else's.
    """
    operation = await repository.get(session, user, operation_id)
    if operation is None:
        raise not_found("operation", operation_id)
    return operation


async def require_none_live(session: AsyncSession, interview: InterviewSession, type_: OperationType) -> None:
    """The session must be locked.

    Raises:
        OperationRunningError: one of this type is pending or processing.
    """
    running = await repository.live(session, interview.id, type_)
    if running is not None:
        raise OperationRunningError(f"The operation {running.id} is {running.status} for this session.")


async def accept(
    core: Core, session: AsyncSession, interview: InterviewSession, type_: OperationType
) -> Operation:
    """An operation for a locked session: its row, workflow and first event exist together or not at all."""
    operation = Operation(
        id=uuid4(), owner_id=interview.owner_id, session_id=interview.id, operation_type=type_
    )
    operation.workflow_id = _new_workflow_id(operation.id)
    await repository.add(session, operation)
    return await _enqueue(core, session, operation)


async def begin_again(core: Core, session: AsyncSession, operation: Operation) -> Operation:
    """Run a failed operation once more; the session must be locked.

    Raises:
        OperationNotRetryableError: it did not fail.
    """
    again = await repository.move(
        session,
        operation.id,
        start="failed",
        status="pending",
        retry_count=Operation.retry_count + 1,
        workflow_id=_new_workflow_id(operation.id),
        attempt_id=None,
        claims=0,
        error_code=None,
        error_message=None,
        started_at=None,
        completed_at=None,
    )
    if again is None:
        raise OperationNotRetryableError(
            f"Only a failed operation can be retried; this one is {operation.status}."
        )
    return await _enqueue(core, session, again)


async def enqueue_again(
    queue: WorkQueue, session: AsyncSession, operation_id: UUID, dead_workflow: str
) -> bool:
    """Give an operation whose workflow is gone a new one; False when it moved on meanwhile."""
    again = await repository.renew(session, operation_id, dead_workflow, _new_workflow_id(operation_id))
    if again is None:
        return False
    await queue.enqueue(session, _submission(again))
    return True


async def _enqueue(core: Core, session: AsyncSession, operation: Operation) -> Operation:
    if core.settings.auth == "accounts":
        await limits.spend(session, PER_PERSON, PER_PERSON.key(str(operation.owner_id)))
    await core.queue.enqueue(session, _submission(operation))
    await events.status_changed(session, operation)
    core.events.wake_after(session)
    return operation


def _new_workflow_id(operation_id: UUID) -> str:
    return f"{operation_id}.{uuid4().hex[:12]}"


def _submission(operation: Operation) -> Submission:
    return Submission(WORKFLOW, QUEUE, operation.workflow_id, str(operation.id))
