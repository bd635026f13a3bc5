"""SQL that moves operations. Every change of status names the status it starts from and, for workers, the
fence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import utcnow
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.interviews.operations.models import FINISHED, Operation, OperationType


async def get(session: AsyncSession, user: CurrentUser, operation_id: UUID) -> Operation | None:
    query = select(Operation).where(Operation.id == operation_id, Operation.owner_id == user.id)
    return await session.scalar(query)


async def by_id(session: AsyncSession, operation_id: UUID) -> Operation | None:
    return await session.get(Operation, operation_id, populate_existing=True)


async def add(session: AsyncSession, operation: Operation) -> None:
    session.add(operation)
    await session.flush()


async def live(session: AsyncSession, session_id: UUID, type_: OperationType) -> Operation | None:
    """The operation of this type that is pending or processing; there is at most one."""
    query = select(Operation).where(
        Operation.session_id == session_id,
        Operation.operation_type == type_,
        Operation.status.not_in(FINISHED),
    )
    return await session.scalar(query)


async def live_ids(session: AsyncSession, session_id: UUID) -> Sequence[UUID]:
    query = select(Operation.id).where(Operation.session_id == session_id, Operation.status.not_in(FINISHED))
    return (await session.scalars(query)).all()


async def live_ids_of(session: AsyncSession, owner_id: UUID) -> Sequence[UUID]:
    query = select(Operation.id).where(Operation.owner_id == owner_id, Operation.status.not_in(FINISHED))
    return (await session.scalars(query)).all()


async def completed(session: AsyncSession, session_id: UUID, type_: OperationType) -> Operation | None:
    """The newest completed operation of this type."""
    query = select(Operation).where(
        Operation.session_id == session_id,
        Operation.operation_type == type_,
        Operation.status == "completed",
    )
    return await session.scalar(query.order_by(Operation.created_at.desc(), Operation.id.desc()).limit(1))


async def move(
    session: AsyncSession, operation_id: UUID, *, start: str, attempt: UUID | None = None, **values: Any
) -> Operation | None:
    """Change an operation that is still in status `start`, and held by `attempt` if one is given."""
    query = update(Operation).where(Operation.id == operation_id, Operation.status == start)
    if attempt is not None:
        query = query.where(Operation.attempt_id == attempt)
    result = await session.execute(
        query.values(updated_at=utcnow(), **values)
        .returning(Operation)
        .execution_options(populate_existing=True, synchronize_session=False)
    )
    return result.scalar_one_or_none()


async def renew(
    session: AsyncSession, operation_id: UUID, dead_workflow: str, workflow_id: str
) -> Operation | None:
    """Give an unfinished operation that still has the dead workflow another one."""
    result = await session.execute(
        update(Operation)
        .where(
            Operation.id == operation_id,
            Operation.workflow_id == dead_workflow,
            Operation.status.not_in(FINISHED),
        )
        .values(workflow_id=workflow_id)
        .returning(Operation)
        .execution_options(populate_existing=True, synchronize_session=False)
    )
    return result.scalar_one_or_none()


def plus(column: Any, value: float) -> ColumnElement[float]:
    """The column's value, null taken for nothing, and `value` added to it."""
    return func.coalesce(column, 0.0) + value


async def claim(session: AsyncSession, operation_id: UUID) -> Operation | None:
    """Fence off whoever held the operation and hold it; None when it is finished or gone."""
    taken: dict[str, Any] = {"attempt_id": uuid4(), "claims": Operation.claims + 1}
    started = await move(
        session, operation_id, start="pending", status="processing", started_at=utcnow(), **taken
    )
    return started or await move(session, operation_id, start="processing", **taken)


async def page(
    session: AsyncSession, session_id: UUID, paging: Paging
) -> tuple[list[Operation], str | None, int, bool]:
    query = select(Operation, Operation.created_at, Operation.id).where(Operation.session_id == session_id)
    rows, cursor = await newest_first(
        session, query, paging, created_at=Operation.created_at, id_=Operation.id
    )
    total, capped = await capped_total(session, query)
    return [row[0] for row in rows], cursor, total, capped
