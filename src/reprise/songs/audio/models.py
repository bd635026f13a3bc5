"""Finished audio: the facts of each file, and the picture of its waveform."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, JsonDocument, Owned, UtcDateTime, utcnow

# None is SQL's null here: nothing was checked, which is not the same as no findings.
_Checks = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class AudioSample(Identified, Owned, Base):
    """One FLAC master. `index` is its label (0 = A) for good.

    Loudness is integrated LUFS (ITU-R BS.1770-4), null where it is not defined (silence, under 0.4 s);
    the peak is dBTP; the duration is seconds; `sha256` is that of the file's bytes, in hexadecimal.
    `technical_checks` are those of `songs.audio.checks`, null for samples from before there were any.
    """

    __tablename__ = "audio_samples"
    __table_args__ = (
        UniqueConstraint("job_id", "index"),
        CheckConstraint('"index" BETWEEN 0 AND 7', name="index_range"),
        Index("ix_audio_samples_created_at_id", "created_at", "id"),
        Index(
            "ix_audio_samples_base",
            "engine",
            sqlite_where=text("adapter_version_id IS NULL"),
            postgresql_where=text("adapter_version_id IS NULL"),
        ),
    )

    job_id: Mapped[UUID] = mapped_column(ForeignKey("generation_jobs.id", ondelete="CASCADE"))
    prompt_id: Mapped[UUID] = mapped_column(ForeignKey("prompts.id", ondelete="RESTRICT"), index=True)
    index: Mapped[int] = mapped_column(Integer)
    duration: Mapped[float] = mapped_column(Float)
    sample_rate: Mapped[int] = mapped_column(Integer)
    channels: Mapped[int] = mapped_column(Integer)
    codec: Mapped[str] = mapped_column(String(16))
    bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    loudness: Mapped[float | None] = mapped_column(Float)
    true_peak: Mapped[float | None] = mapped_column(Float)
    clipped_samples: Mapped[int] = mapped_column(Integer)
    technical_checks: Mapped[list[dict[str, Any]] | None] = mapped_column(_Checks)
    seed: Mapped[int] = mapped_column(BigInteger)
    parameters: Mapped[dict[str, float]] = mapped_column(JsonDocument, default=dict)
    engine: Mapped[str] = mapped_column(String(64))
    engine_version: Mapped[str] = mapped_column(String(32))
    adapter_version_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("adapter_versions.id", ondelete="RESTRICT")
    )
    storage_key: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class AudioPeaks(Base):
    """Minimum and maximum of each of `bins` equal stretches, interleaved, int8, all channels together."""

    __tablename__ = "audio_peaks"

    audio_id: Mapped[UUID] = mapped_column(
        ForeignKey("audio_samples.id", ondelete="CASCADE"), primary_key=True
    )
    bins: Mapped[int] = mapped_column(Integer)
    data: Mapped[bytes] = mapped_column(LargeBinary)
