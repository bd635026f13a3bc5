"""Jobs: the row is the truth that people see; the workflow only moves it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, get_args
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    Uuid,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, JsonDocument, Owned, UtcDateTime, utcnow

JobStatus = Literal["queued", "processing", "completed", "failed", "cancelled"]
STATUSES: Final[tuple[JobStatus, ...]] = get_args(JobStatus)
FINISHED: Final[tuple[JobStatus, ...]] = ("completed", "failed", "cancelled")
MAX_SEED: Final = 2**53 - 1
"""The largest integer that every JSON reader keeps exact."""


class GenerationJob(Identified, Owned, Base):
    """One engine, one prompt, 1-8 samples. A trigger admits only the legal orders of `status`.

    `attempt_id` fences: whoever claims the job writes a new one, and only its holder may publish or finish.
    `claims` counts claims since the last finished sample, `engine_deaths` engine processes that died while
    their worker lived; both bound how often a job that kills its runner is tried again.
    """

    __tablename__ = "generation_jobs"
    __table_args__ = (
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint("num_samples BETWEEN 1 AND 8", name="num_samples_range"),
        CheckConstraint("priority BETWEEN -10 AND 10", name="priority_range"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_range"),
        Index("ix_generation_jobs_created_at_id", "created_at", "id"),
        Index("ix_generation_jobs_status_created_at_id", "status", "created_at", "id"),
        Index("ix_generation_jobs_engine_created_at_id", "engine", "created_at", "id"),
        Index("ix_generation_jobs_prompt_id_created_at_id", "prompt_id", "created_at", "id"),
        Index("ix_generation_jobs_experiment_id_created_at_id", "experiment_id", "created_at", "id"),
        Index("ix_generation_jobs_adapter_id_created_at_id", "adapter_id", "created_at", "id"),
        Index(
            "ix_generation_jobs_base",
            "engine",
            sqlite_where=text("adapter_id IS NULL"),
            postgresql_where=text("adapter_id IS NULL"),
        ),
        Index("ix_generation_jobs_completed_at", "completed_at"),
    )

    prompt_id: Mapped[UUID] = mapped_column(ForeignKey("prompts.id", ondelete="RESTRICT"))
    engine: Mapped[str] = mapped_column(String(64))
    adapter_id: Mapped[UUID | None] = mapped_column(ForeignKey("adapters.id", ondelete="RESTRICT"))
    adapter_version_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("adapter_versions.id", ondelete="RESTRICT")
    )
    # The type is said, not taken from the other table, which need not be known when this one is aliased.
    experiment_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("experiments.id", ondelete="SET NULL")
    )
    retry_of: Mapped[UUID | None] = mapped_column(
        ForeignKey("generation_jobs.id", ondelete="SET NULL"), index=True
    )
    status: Mapped[str] = mapped_column(String(16), default="queued")
    priority: Mapped[int] = mapped_column(Integer, default=0)
    num_samples: Mapped[int] = mapped_column(Integer)
    seed: Mapped[int] = mapped_column(BigInteger)
    duration: Mapped[float] = mapped_column(Float)
    parameters: Mapped[dict[str, float]] = mapped_column(JsonDocument, default=dict)
    composed_prompt: Mapped[str | None] = mapped_column(Text)
    not_understood: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    progress: Mapped[int] = mapped_column(Integer, default=0)
    stage: Mapped[str | None] = mapped_column(String(200))
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None] = mapped_column(Text)
    workflow_id: Mapped[str] = mapped_column(String(100))
    attempt_id: Mapped[UUID | None]
    claims: Mapped[int] = mapped_column(Integer, default=0)
    engine_deaths: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_requested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


WAITS: Final = GenerationJob.status == literal_column("'queued'")
"""As a constant and not a parameter: that is how a database knows that a partial index will do."""

# The order in which jobs will run.
Index(
    "ix_generation_jobs_queue",
    GenerationJob.priority.desc(),
    GenerationJob.created_at,
    GenerationJob.id,
    sqlite_where=text("status = 'queued'"),
    postgresql_where=text("status = 'queued'"),
)


class GenerationQueue(Base):
    """One row: since when no queued job may start; null while they may."""

    __tablename__ = "generation_queue"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
