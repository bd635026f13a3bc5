"""Feedback on samples, and requests that may be repeated."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from reprise.core.db import JsonDocument, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_CRITERIA: Final = (
    "overall",
    "melody",
    "rhythm",
    "harmony",
    "coherence",
    "creativity",
    "production",
    "prompt_match",
)
_PARTIAL: Final = {
    "ix_feedback_ratings": (
        "rating IS NOT NULL",
        ["audio_id", "author_id", "rating_criterion", "created_at", "id"],
    ),
    "ix_feedback_preferences": (
        "preferred_over IS NOT NULL",
        ["preferred_over", "audio_id", "author_id", "rating_criterion", "created_at", "id"],
    ),
    "ix_feedback_tagged": ("tags IS NOT NULL", ["audio_id", "author_id", "created_at", "id"]),
    "ix_feedback_noted": ("notes IS NOT NULL", ["audio_id", "author_id", "created_at", "id"]),
}
# A preference over a sample that is gone means nothing; what else its row says stays.
_FORGET_PREFERENCES: Final = """
    DELETE FROM feedback
    WHERE preferred_over = OLD.id AND rating IS NULL AND tags IS NULL AND notes IS NULL;
    UPDATE feedback SET preferred_over = NULL, tie = false WHERE preferred_over = OLD.id;
"""


def upgrade() -> None:
    _create_feedback()
    _create_feedback_tags()
    _create_idempotency_keys()
    _mend_with_samples()


def _create_feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("audio_id", sa.Uuid(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("rating_criterion", sa.String(length=16), nullable=False),
        sa.Column("preferred_over", sa.Uuid(), nullable=True),
        sa.Column("tie", sa.Boolean(), nullable=False),
        sa.Column("tags", JsonDocument, nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name="ck_feedback_rating_range"),
        sa.CheckConstraint(f"rating_criterion IN {_CRITERIA}", name="ck_feedback_rating_criterion"),
        sa.CheckConstraint("preferred_over <> audio_id", name="ck_feedback_two_samples"),
        sa.CheckConstraint("NOT tie OR preferred_over IS NOT NULL", name="ck_feedback_tie_of_two"),
        sa.CheckConstraint("length(notes) BETWEEN 1 AND 4000", name="ck_feedback_notes_length"),
        sa.CheckConstraint(
            "rating IS NOT NULL OR preferred_over IS NOT NULL OR tags IS NOT NULL OR notes IS NOT NULL",
            name="ck_feedback_says_something",
        ),
        sa.ForeignKeyConstraint(
            ["audio_id"], ["audio_samples.id"], name="fk_feedback_audio_id_audio_samples", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["preferred_over"],
            ["audio_samples.id"],
            name="fk_feedback_preferred_over_audio_samples",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )
    for column in ("audio_id", "author_id", "rating", "rating_criterion"):
        op.create_index(f"ix_feedback_{column}_created_at_id", "feedback", [column, "created_at", "id"])
    op.create_index("ix_feedback_created_at_id", "feedback", ["created_at", "id"])
    for name, (condition, columns) in _PARTIAL.items():
        where = sa.text(condition)
        op.create_index(name, "feedback", columns, sqlite_where=where, postgresql_where=where)


def _create_feedback_tags() -> None:
    tag = sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql")
    op.create_table(
        "feedback_tags",
        sa.Column("feedback_id", sa.Uuid(), nullable=False),
        sa.Column("tag", tag, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name="fk_feedback_tags_feedback_id_feedback", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feedback_id", "tag", name="pk_feedback_tags"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_feedback_tags_tag_created_at_feedback_id", "feedback_tags", ["tag", "created_at", "feedback_id"]
    )


def _create_idempotency_keys() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("headers", JsonDocument, nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_idempotency_keys_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "key", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])


def _mend_with_samples() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER audio_samples_forget_preferences BEFORE DELETE ON audio_samples "
            f"BEGIN {_FORGET_PREFERENCES} END"
        )
        return
    op.execute(
        "CREATE FUNCTION forget_preferences() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {_FORGET_PREFERENCES} RETURN OLD; END $$"
    )
    op.execute(
        "CREATE TRIGGER audio_samples_forget_preferences BEFORE DELETE ON audio_samples "
        "FOR EACH ROW EXECUTE FUNCTION forget_preferences()"
    )


def downgrade() -> None:
    op.execute(
        "DROP TRIGGER audio_samples_forget_preferences"
        + (" ON audio_samples" if op.get_bind().dialect.name == "postgresql" else "")
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION forget_preferences()")
    for table in ("idempotency_keys", "feedback_tags", "feedback"):
        op.drop_table(table)
