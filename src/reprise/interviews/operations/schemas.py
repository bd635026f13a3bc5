"""Operations as they go out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from reprise.core.db import UtcTime
from reprise.core.schema import Answer
from reprise.interviews.operations.models import OperationStatus, OperationType


class OperationError(Answer):
    code: str
    message: str


class OperationLinks(Answer):
    """Paths under the address of this installation."""

    self: str
    events: str
    session: str


class OperationOut(Answer):
    """`operation_id` is `id` again. `result` is {feedback_id, overall_score} of an analysis, and
    {message_id, type} of a question. `error_message` is the error as one line, its code first.

    `cost_usd` is null where no price is known, as for the offline writers.
    """

    id: UUID
    operation_id: UUID
    operation_type: OperationType
    status: OperationStatus
    session_id: UUID
    result: dict[str, Any] | None
    error: OperationError | None
    error_message: str | None
    retry_count: int
    made_by: str | None
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    created_at: UtcTime
    updated_at: UtcTime
    started_at: UtcTime | None
    completed_at: UtcTime | None
    links: OperationLinks
