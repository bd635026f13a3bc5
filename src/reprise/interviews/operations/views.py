"""Operations as their owners see them."""

from __future__ import annotations

from reprise.interviews.operations.models import Operation
from reprise.interviews.operations.schemas import OperationError, OperationLinks, OperationOut


def location(operation: Operation) -> str:
    return f"/api/v1/operations/{operation.id}"


def error_of(operation: Operation) -> OperationError | None:
    if operation.error_code is None:
        return None
    return OperationError(code=operation.error_code, message=operation.error_message or "")


def describe(operation: Operation) -> OperationOut:
    error = error_of(operation)
    return OperationOut(
        **{name: getattr(operation, name) for name in _COLUMNS},
        operation_id=operation.id,
        error=error,
        error_message=f"{error.code}: {error.message}" if error else None,
        links=OperationLinks(
            self=location(operation),
            events=f"{location(operation)}/events",
            session=f"/api/v1/sessions/{operation.session_id}",
        ),
    )


_COLUMNS = sorted(
    (OperationOut.model_fields.keys() & {column.key for column in Operation.__table__.columns})
    - {"error_message"}
)
