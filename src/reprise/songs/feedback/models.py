"""What people said of samples; rows are added and deleted, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, UtcDateTime
from reprise.songs.feedback.vocabulary import CRITERIA, NOTES_LENGTH, TAG_LENGTH

# None is SQL's null: a row that has no tags says nothing of them.
_Tags = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
# Compared byte by byte on both databases: tags with one beginning lie side by side.
_TAG: Final = String(TAG_LENGTH).with_variant(String(TAG_LENGTH, collation="C"), "postgresql")

_RATES: Final = text("rating IS NOT NULL")
_PREFERS: Final = text("preferred_over IS NOT NULL")
_TAGGED: Final = text("tags IS NOT NULL")
_NOTED: Final = text("notes IS NOT NULL")


class Feedback(Identified, Base):
    """One thing, or several at once, that one person said of one sample.

    `author_id` is no foreign key: what people said stays when they leave, under the id that was theirs, and
    never merges with what others said. Ids grow with time and agree with `created_at`, so that the newest is
    the greatest (created_at, id). With `tie` neither sample is preferred. When the sample that another was
    preferred over is deleted, a trigger takes the preference out of the row, or the row away if it says
    nothing else.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating_range"),
        CheckConstraint(f"rating_criterion IN {CRITERIA}", name="rating_criterion"),
        CheckConstraint("preferred_over <> audio_id", name="two_samples"),
        CheckConstraint("NOT tie OR preferred_over IS NOT NULL", name="tie_of_two"),
        CheckConstraint(f"length(notes) BETWEEN 1 AND {NOTES_LENGTH}", name="notes_length"),
        CheckConstraint(
            "rating IS NOT NULL OR preferred_over IS NOT NULL OR tags IS NOT NULL OR notes IS NOT NULL",
            name="says_something",
        ),
        Index("ix_feedback_created_at_id", "created_at", "id"),
        Index("ix_feedback_audio_id_created_at_id", "audio_id", "created_at", "id"),
        Index("ix_feedback_author_id_created_at_id", "author_id", "created_at", "id"),
        Index("ix_feedback_rating_created_at_id", "rating", "created_at", "id"),
        Index("ix_feedback_rating_criterion_created_at_id", "rating_criterion", "created_at", "id"),
        # The keys within which a newer value takes the place of an older one.
        Index(
            "ix_feedback_ratings",
            *("audio_id", "author_id", "rating_criterion", "created_at", "id"),
            sqlite_where=_RATES,
            postgresql_where=_RATES,
        ),
        Index(
            "ix_feedback_preferences",
            *("preferred_over", "audio_id", "author_id", "rating_criterion", "created_at", "id"),
            sqlite_where=_PREFERS,
            postgresql_where=_PREFERS,
        ),
        Index(
            "ix_feedback_tagged",
            *("audio_id", "author_id", "created_at", "id"),
            sqlite_where=_TAGGED,
            postgresql_where=_TAGGED,
        ),
        Index(
            "ix_feedback_noted",
            *("audio_id", "author_id", "created_at", "id"),
            sqlite_where=_NOTED,
            postgresql_where=_NOTED,
        ),
    )

    author_id: Mapped[UUID]
    audio_id: Mapped[UUID] = mapped_column(ForeignKey("audio_samples.id", ondelete="CASCADE"))
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    rating_criterion: Mapped[str] = mapped_column(String(16), default="overall")
    preferred_over: Mapped[UUID | None] = mapped_column(ForeignKey("audio_samples.id", ondelete="RESTRICT"))
    tie: Mapped[bool] = mapped_column(default=False)
    tags: Mapped[list[str] | None] = mapped_column(_Tags)
    notes: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FeedbackTag(Base):
    """A tag of a row, to find rows by; written with the row."""

    __tablename__ = "feedback_tags"
    __table_args__ = (
        Index("ix_feedback_tags_tag_created_at_feedback_id", "tag", "created_at", "feedback_id"),
        {"sqlite_with_rowid": False},
    )

    feedback_id: Mapped[UUID] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(_TAG, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
