"""What a worker writes about an operation, each in one fenced transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.core.operations import repository as leases
from reprise.interviews.operations import events, repository
from reprise.interviews.operations.models import Operation
from reprise.interviews.sessions import repository as sessions
from reprise.interviews.sessions.models import InterviewSession


class FencedError(Exception):
    """The operation was finished, deleted or claimed by somebody else: let go of it."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """An operation as it was when this worker claimed it."""

    operation: Operation
    attempt: UUID


@dataclass(frozen=True, slots=True)
class Cost:
    """Who did the work and what it took; `cost_usd` is None where no price is known."""

    made_by: str | None
    requests: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None

    def columns(self) -> dict[str, Any]:
        """Added to what earlier attempts of the operation took."""
        columns: dict[str, Any] = {
            "model_requests": Operation.model_requests + self.requests,
            "input_tokens": Operation.input_tokens + self.input_tokens,
            "output_tokens": Operation.output_tokens + self.output_tokens,
        }
        if self.cost_usd is not None:
            columns["cost_usd"] = repository.plus(Operation.cost_usd, self.cost_usd)
        if self.made_by is not None:
            columns["made_by"] = self.made_by[:200]
        return columns


Store = Callable[[AsyncSession, InterviewSession], Awaitable[None]]
"""Writes what an operation made, in the transaction that completes it; the session is locked."""


async def claim(core: Core, operation_id: UUID, executor_id: str) -> Claimed | None:
    """Take the operation, fencing off whoever had it; None when there is nothing left to do.

    A worker whose lease was judged claims nothing: its work is somebody else's already.
    """
    async with core.database.transaction() as session:
        if not await leases.holds_lease(session, executor_id):
            return None
        operation = await repository.claim(session, operation_id)
        if operation is None or operation.attempt_id is None:
            return None
        await events.status_changed(session, operation)
        return Claimed(operation, operation.attempt_id)


async def still_held(core: Core, claimed: Claimed) -> bool:
    """Whether the attempt still holds the operation."""
    async with core.database.snapshot() as session:
        operation = await repository.by_id(session, claimed.operation.id)
    return (
        operation is not None and operation.status == "processing" and operation.attempt_id == claimed.attempt
    )


async def complete(core: Core, claimed: Claimed, result: dict[str, Any], cost: Cost, store: Store) -> None:
    """What was made and the end of the operation are committed together.

    Raises:
        FencedError: the attempt no longer holds the operation.
    """
    async with core.database.transaction() as session:
        interview = await sessions.lock_for_work(session, claimed.operation.session_id)
        if interview is None:
            raise FencedError
        operation = await repository.move(
            session,
            claimed.operation.id,
            start="processing",
            attempt=claimed.attempt,
            status="completed",
            result=result,
            completed_at=utcnow(),
            **cost.columns(),
        )
        if operation is None:
            raise FencedError
        await store(session, interview)
        await events.finished(session, operation)


async def fail(core: Core, claimed: Claimed, code: str, message: str, cost: Cost | None = None) -> None:
    """
    Raises:
        FencedError: the attempt no longer holds the operation.
    """
    async with core.database.transaction() as session:
        operation = await repository.move(
            session,
            claimed.operation.id,
            start="processing",
            attempt=claimed.attempt,
            status="failed",
            error_code=code[:64],
            error_message=message,
            completed_at=utcnow(),
            **(cost.columns() if cost else {}),
        )
        if operation is None:
            raise FencedError
        await events.finished(session, operation)
