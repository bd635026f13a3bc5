"""Operations: the row is the truth that people see; the workflow only moves it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal, get_args
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, Owned, UtcDateTime, utcnow

OperationType = Literal["question_generation", "feedback_analysis"]
TYPES: Final[tuple[OperationType, ...]] = get_args(OperationType)
OperationStatus = Literal["pending", "processing", "completed", "failed"]
STATUSES: Final[tuple[OperationStatus, ...]] = get_args(OperationStatus)
FINISHED: Final[tuple[OperationStatus, ...]] = ("completed", "failed")
_LIVE: Final = text("status IN ('pending', 'processing')")


class Operation(Identified, Owned, Base):
    """Work of a model for one session; at most one live one of a type.

    A trigger admits only pending → processing → completed | failed, and failed → pending as a counted retry.
    `attempt_id` fences: whoever claims the operation writes a new one, and only its holder may finish it.
    `claims` counts claims since the last retry. `made_by` and the figures behind it say what it cost.
    """

    __tablename__ = "operations"
    __table_args__ = (
        CheckConstraint(f"operation_type IN {TYPES}", name="operation_type"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint("(status = 'completed') = (result IS NOT NULL)", name="result"),
        CheckConstraint("(status = 'failed') = (error_code IS NOT NULL)", name="error"),
        Index(
            "uq_operations_live",
            "session_id",
            "operation_type",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_operations_session_id_created_at_id", "session_id", "created_at", "id"),
        Index("ix_operations_status_created_at_id", "status", "created_at", "id"),
        Index("ix_operations_completed_at", "completed_at"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("interview_sessions.id", ondelete="CASCADE"))
    operation_type: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(16), default="pending")
    result: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    )
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None] = mapped_column(Text)
    retry_count: Mapped[int] = mapped_column(Integer, default=0)
    workflow_id: Mapped[str] = mapped_column(String(100))
    attempt_id: Mapped[UUID | None]
    claims: Mapped[int] = mapped_column(Integer, default=0)
    made_by: Mapped[str | None] = mapped_column(String(200))
    model_requests: Mapped[int] = mapped_column(Integer, default=0)
    input_tokens: Mapped[int] = mapped_column(Integer, default=0)
    output_tokens: Mapped[int] = mapped_column(Integer, default=0)
    cost_usd: Mapped[float | None] = mapped_column(Float)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
