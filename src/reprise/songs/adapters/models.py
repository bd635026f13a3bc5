"""Adapters: named, versioned modifications of an engine."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal, get_args
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, JsonDocument, Owned, UtcDateTime, utcnow

ChangeKind = Literal["created", "version_added", "activated", "renamed", "described", "deleted"]
CHANGES: Final[tuple[ChangeKind, ...]] = get_args(ChangeKind)
_Weights = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Adapter(Identified, Owned, Base):
    """`deleted_at` marks an adapter that is refused for use while history keeps its name."""

    __tablename__ = "adapters"
    __table_args__ = (Index("ix_adapters_created_at_id", "created_at", "id"),)

    name: Mapped[str] = mapped_column(String(200), unique=True)
    engine: Mapped[str] = mapped_column(String(64))
    description: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AdapterVersion(Identified, Base):
    """What an adapter was at one time: only `is_active` changes, and one version is active at most.

    `parameters` are the deltas of a version that was made by hand. `weights` say what a learned one holds and
    under which keys its files lie (`importing.document`); `weights_sha256` is of those files.
    """

    __tablename__ = "adapter_versions"
    __table_args__ = (
        UniqueConstraint("adapter_id", "number"),
        Index(
            "uq_adapter_versions_active",
            "adapter_id",
            unique=True,
            sqlite_where=text("is_active"),
            postgresql_where=text("is_active"),
        ),
        Index("uq_adapter_versions_weights", "adapter_id", "weights_sha256", unique=True),
    )

    adapter_id: Mapped[UUID] = mapped_column(ForeignKey("adapters.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    parameters: Mapped[dict[str, float]] = mapped_column(JsonDocument, default=dict)
    weights: Mapped[dict[str, Any] | None] = mapped_column(_Weights)
    weights_sha256: Mapped[str | None] = mapped_column(String(64))
    is_active: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class AdapterChange(Identified, Owned, Base):
    """One entry of the timeline; its owner is whoever did it. `name` is the adapter's from then on."""

    __tablename__ = "adapter_changes"
    __table_args__ = (
        CheckConstraint(f"kind IN {CHANGES}", name="kind"),
        Index("ix_adapter_changes_adapter_id_created_at_id", "adapter_id", "created_at", "id"),
    )

    adapter_id: Mapped[UUID] = mapped_column(ForeignKey("adapters.id", ondelete="CASCADE"))
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("adapter_versions.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
