"""Blind tests of two adapters: what is compared, by whom, what each rater was played, and what they said."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal, get_args
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, Identified, Owned, UtcDateTime, utcnow
from reprise.songs.feedback.vocabulary import CRITERIA, NOTES_LENGTH

VoteChoice = Literal["left", "right", "tie", "both_bad"]
CHOICES: Final[tuple[VoteChoice, ...]] = get_args(VoteChoice)
MOST_PAIRS_PER_PROMPT: Final = 50
MOST_INVITE_USES: Final = 500
_Segments = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class AbTest(Identified, Owned, Base):
    """Two versions of adapters, null for the engine alone, pinned when the test is made.

    Its status follows from `generated_at`, `closed_at` and its pairs' jobs, so that it cannot disagree with
    them (`standing.Standing`). `duration` is seconds of each sample, `min_listen_ms` of each side.
    """

    __tablename__ = "ab_tests"
    __table_args__ = (
        CheckConstraint("version_a_id IS NOT NULL OR version_b_id IS NOT NULL", name="not_base_twice"),
        CheckConstraint("version_a_id <> version_b_id", name="two_versions"),
        CheckConstraint(f"criterion IN {CRITERIA}", name="criterion"),
        CheckConstraint(f"pairs_per_prompt BETWEEN 1 AND {MOST_PAIRS_PER_PROMPT}", name="pairs_range"),
        CheckConstraint("closed_at IS NULL OR generated_at IS NOT NULL", name="closed_after_generated"),
        Index("ix_ab_tests_created_at_id", "created_at", "id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    engine: Mapped[str] = mapped_column(String(64))
    version_a_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("adapter_versions.id", ondelete="RESTRICT"), index=True
    )
    version_b_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("adapter_versions.id", ondelete="RESTRICT"), index=True
    )
    criterion: Mapped[str] = mapped_column(String(16))
    pairs_per_prompt: Mapped[int] = mapped_column(Integer)
    seed: Mapped[int] = mapped_column(BigInteger)
    duration: Mapped[float] = mapped_column(Float)
    min_listen_ms: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    generated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AbPair(Identified, Base):
    """One prompt and seed, made on both sides; `number` counts from 0, and so do ids and moments.

    A job is null until it is asked for, and again when it was deleted: then the pair counts as failed.
    """

    __tablename__ = "ab_pairs"
    __table_args__ = (
        UniqueConstraint("ab_test_id", "number"),
        Index("ix_ab_pairs_ab_test_id_created_at_id", "ab_test_id", "created_at", "id"),
    )

    ab_test_id: Mapped[UUID] = mapped_column(ForeignKey("ab_tests.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    prompt_id: Mapped[UUID] = mapped_column(ForeignKey("prompts.id", ondelete="RESTRICT"), index=True)
    seed: Mapped[int] = mapped_column(BigInteger)
    job_a_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("generation_jobs.id", ondelete="SET NULL"), index=True
    )
    job_b_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("generation_jobs.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AbInvite(Identified, Owned, Base):
    """A link by which `uses` people without an account may rate one test; its secret is not kept."""

    __tablename__ = "ab_invites"
    __table_args__ = (
        CheckConstraint(f"uses BETWEEN 1 AND {MOST_INVITE_USES}", name="uses_range"),
        CheckConstraint("used BETWEEN 0 AND uses", name="used_range"),
        Index("ix_ab_invites_ab_test_id_created_at_id", "ab_test_id", "created_at", "id"),
    )

    ab_test_id: Mapped[UUID] = mapped_column(ForeignKey("ab_tests.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str | None] = mapped_column(String(200))
    uses: Mapped[int] = mapped_column(Integer)
    used: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class Rater(Identified, Base):
    """Somebody who votes on one test: a person with an account, or whoever holds the secret of `digest`.

    `user_id` is no foreign key: votes stay when people leave, and those of two who left never merge.
    `finished_after` is written when pairs come back (a retry): the number of votes after which no pair was
    left for this rater, so that a share that has counted stays what it was.
    """

    __tablename__ = "raters"
    __table_args__ = (UniqueConstraint("ab_test_id", "user_id"),)

    ab_test_id: Mapped[UUID] = mapped_column(ForeignKey("ab_tests.id", ondelete="CASCADE"))
    user_id: Mapped[UUID | None] = mapped_column(index=True)
    invite_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("ab_invites.id", ondelete="SET NULL"), index=True
    )
    digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    finished_after: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class AbPresentation(Identified, Base):
    """A pair as one rater hears it. All that the rater learns of it are the random ids of this row."""

    __tablename__ = "ab_presentations"
    __table_args__ = (UniqueConstraint("rater_id", "pair_id"),)

    rater_id: Mapped[UUID] = mapped_column(ForeignKey("raters.id", ondelete="CASCADE"))
    pair_id: Mapped[UUID] = mapped_column(ForeignKey("ab_pairs.id", ondelete="CASCADE"), index=True)
    a_is_left: Mapped[bool]
    left_id: Mapped[UUID] = mapped_column(unique=True)
    right_id: Mapped[UUID] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class AbVote(Identified, Base):
    """What a rater said of a presentation; rows are added, never changed, and the greatest `number` counts.

    Ids grow with time: votes count in the order of their presentations' first ones.
    """

    __tablename__ = "ab_votes"
    __table_args__ = (
        UniqueConstraint("presentation_id", "number"),
        CheckConstraint(f"choice IN {CHOICES}", name="choice"),
        CheckConstraint("listened_left_ms >= 0 AND listened_right_ms >= 0", name="listened_range"),
        CheckConstraint(f"length(notes) BETWEEN 1 AND {NOTES_LENGTH}", name="notes_length"),
        Index("ix_ab_votes_ab_test_id_created_at_id", "ab_test_id", "created_at", "id"),
    )

    ab_test_id: Mapped[UUID] = mapped_column(ForeignKey("ab_tests.id", ondelete="CASCADE"))
    presentation_id: Mapped[UUID] = mapped_column(ForeignKey("ab_presentations.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    choice: Mapped[str] = mapped_column(String(8))
    listened_left_ms: Mapped[int] = mapped_column(Integer)
    listened_right_ms: Mapped[int] = mapped_column(Integer)
    segments: Mapped[dict[str, Any] | None] = mapped_column(_Segments)
    notes: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
