"""Vectors of profiles, so that no process asks the embedder twice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, UtcDateTime, utcnow


class ExpertVector(Base):
    """`vector`: 32-bit floats, little-endian, of length 1; `digest` is of the text that it stands for."""

    __tablename__ = "expert_vectors"

    expert_id: Mapped[UUID] = mapped_column(ForeignKey("experts.id", ondelete="CASCADE"), primary_key=True)
    model: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
