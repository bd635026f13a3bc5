"""Which workers are alive, and whose turn it is to clean up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Float, String
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, JsonDocument, UtcDateTime


class WorkerLease(Base):
    """A promise, renewed by every beat, that this executor is alive. Times are the database's clock.

    `beat_at` is seconds since 1970, so that both databases compare it without time zones.
    `judge` marks a lease whose work is being taken over: its executor may claim nothing any more.
    """

    __tablename__ = "worker_leases"

    executor_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    host: Mapped[str] = mapped_column(String(255))
    pid: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    beat_at: Mapped[float] = mapped_column(Float(53))
    judge: Mapped[str | None] = mapped_column(String(64))
    judged_at: Mapped[float | None] = mapped_column(Float(53))


class MaintenanceTurn(Base):
    """One row for each periodic task: who did it last and until when nobody else needs to."""

    __tablename__ = "maintenance_turns"

    task: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[float] = mapped_column(Float(53))
