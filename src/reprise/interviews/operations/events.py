"""What happens to operations, as their listeners see it."""

from __future__ import annotations

from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.events import repository
from reprise.interviews.operations import views
from reprise.interviews.operations.models import Operation

TOPIC: Final = "operations"

_Kind = Literal["status", "done", "deleted"]


def status_payload(operation: Operation) -> dict[str, Any]:
    error = views.error_of(operation)
    return {
        "operation_id": str(operation.id),
        "operation_type": operation.operation_type,
        "status": operation.status,
        "result": operation.result,
        "error": error.model_dump() if error else None,
        "retry_count": operation.retry_count,
    }


def done_payload(operation: Operation) -> dict[str, Any]:
    return {"operation_id": str(operation.id), "status": operation.status}


async def status_changed(session: AsyncSession, operation: Operation) -> None:
    await _append(session, operation.id, "status", status_payload(operation))


async def finished(session: AsyncSession, operation: Operation) -> None:
    await status_changed(session, operation)
    await _append(session, operation.id, "done", done_payload(operation))


async def deleted(session: AsyncSession, operation_id: UUID) -> None:
    await _append(session, operation_id, "deleted", {"operation_id": str(operation_id)})


async def _append(session: AsyncSession, operation_id: UUID, kind: _Kind, payload: dict[str, Any]) -> None:
    await repository.append(session, TOPIC, operation_id, kind, payload)
