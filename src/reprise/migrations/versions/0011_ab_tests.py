"""Blind tests of two adapters, their raters and votes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from reprise.core.db import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_CRITERIA = (
    "overall",
    "melody",
    "rhythm",
    "harmony",
    "coherence",
    "creativity",
    "production",
    "prompt_match",
)
_JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    _create_ab_tests()
    _create_ab_invites()
    _create_ab_pairs()
    _create_raters()
    _create_ab_presentations()
    _create_ab_votes()


def _create_ab_tests() -> None:
    op.create_table(
        "ab_tests",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("version_a_id", sa.Uuid(), nullable=True),
        sa.Column("version_b_id", sa.Uuid(), nullable=True),
        sa.Column("criterion", sa.String(length=16), nullable=False),
        sa.Column("pairs_per_prompt", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("duration", sa.Float(), nullable=False),
        sa.Column("min_listen_ms", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("generated_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(f"criterion IN {_CRITERIA}", name="ck_ab_tests_criterion"),
        sa.CheckConstraint(
            "closed_at IS NULL OR generated_at IS NOT NULL", name="ck_ab_tests_closed_after_generated"
        ),
        sa.CheckConstraint("pairs_per_prompt BETWEEN 1 AND 50", name="ck_ab_tests_pairs_range"),
        sa.CheckConstraint("version_a_id <> version_b_id", name="ck_ab_tests_two_versions"),
        sa.CheckConstraint(
            "version_a_id IS NOT NULL OR version_b_id IS NOT NULL", name="ck_ab_tests_not_base_twice"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_ab_tests_owner_id_users", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_a_id"],
            ["adapter_versions.id"],
            name="fk_ab_tests_version_a_id_adapter_versions",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["version_b_id"],
            ["adapter_versions.id"],
            name="fk_ab_tests_version_b_id_adapter_versions",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ab_tests"),
    )
    op.create_index("ix_ab_tests_created_at_id", "ab_tests", ["created_at", "id"])
    op.create_index("ix_ab_tests_owner_id", "ab_tests", ["owner_id"])
    op.create_index("ix_ab_tests_version_a_id", "ab_tests", ["version_a_id"])
    op.create_index("ix_ab_tests_version_b_id", "ab_tests", ["version_b_id"])


def _create_ab_invites() -> None:
    op.create_table(
        "ab_invites",
        sa.Column("ab_test_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("used BETWEEN 0 AND uses", name="ck_ab_invites_used_range"),
        sa.CheckConstraint("uses BETWEEN 1 AND 500", name="ck_ab_invites_uses_range"),
        sa.ForeignKeyConstraint(
            ["ab_test_id"], ["ab_tests.id"], name="fk_ab_invites_ab_test_id_ab_tests", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_ab_invites_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ab_invites"),
        sa.UniqueConstraint("digest", name="uq_ab_invites_digest"),
    )
    op.create_index(
        "ix_ab_invites_ab_test_id_created_at_id", "ab_invites", ["ab_test_id", "created_at", "id"]
    )
    op.create_index("ix_ab_invites_owner_id", "ab_invites", ["owner_id"])


def _create_ab_pairs() -> None:
    op.create_table(
        "ab_pairs",
        sa.Column("ab_test_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("prompt_id", sa.Uuid(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("job_a_id", sa.Uuid(), nullable=True),
        sa.Column("job_b_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ab_test_id"], ["ab_tests.id"], name="fk_ab_pairs_ab_test_id_ab_tests", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["job_a_id"],
            ["generation_jobs.id"],
            name="fk_ab_pairs_job_a_id_generation_jobs",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["job_b_id"],
            ["generation_jobs.id"],
            name="fk_ab_pairs_job_b_id_generation_jobs",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompts.id"], name="fk_ab_pairs_prompt_id_prompts", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ab_pairs"),
        sa.UniqueConstraint("ab_test_id", "number", name="uq_ab_pairs_ab_test_id_number"),
    )
    op.create_index("ix_ab_pairs_ab_test_id_created_at_id", "ab_pairs", ["ab_test_id", "created_at", "id"])
    op.create_index("ix_ab_pairs_job_a_id", "ab_pairs", ["job_a_id"])
    op.create_index("ix_ab_pairs_job_b_id", "ab_pairs", ["job_b_id"])
    op.create_index("ix_ab_pairs_prompt_id", "ab_pairs", ["prompt_id"])


def _create_raters() -> None:
    op.create_table(
        "raters",
        sa.Column("ab_test_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("invite_id", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("finished_after", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ab_test_id"], ["ab_tests.id"], name="fk_raters_ab_test_id_ab_tests", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invite_id"], ["ab_invites.id"], name="fk_raters_invite_id_ab_invites", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_raters"),
        sa.UniqueConstraint("ab_test_id", "user_id", name="uq_raters_ab_test_id_user_id"),
        sa.UniqueConstraint("digest", name="uq_raters_digest"),
    )
    op.create_index("ix_raters_invite_id", "raters", ["invite_id"])
    op.create_index("ix_raters_user_id", "raters", ["user_id"])


def _create_ab_presentations() -> None:
    op.create_table(
        "ab_presentations",
        sa.Column("rater_id", sa.Uuid(), nullable=False),
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("a_is_left", sa.Boolean(), nullable=False),
        sa.Column("left_id", sa.Uuid(), nullable=False),
        sa.Column("right_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["ab_pairs.id"], name="fk_ab_presentations_pair_id_ab_pairs", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["rater_id"], ["raters.id"], name="fk_ab_presentations_rater_id_raters", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ab_presentations"),
        sa.UniqueConstraint("left_id", name="uq_ab_presentations_left_id"),
        sa.UniqueConstraint("rater_id", "pair_id", name="uq_ab_presentations_rater_id_pair_id"),
        sa.UniqueConstraint("right_id", name="uq_ab_presentations_right_id"),
    )
    op.create_index("ix_ab_presentations_pair_id", "ab_presentations", ["pair_id"])


def _create_ab_votes() -> None:
    op.create_table(
        "ab_votes",
        sa.Column("ab_test_id", sa.Uuid(), nullable=False),
        sa.Column("presentation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=8), nullable=False),
        sa.Column("listened_left_ms", sa.Integer(), nullable=False),
        sa.Column("listened_right_ms", sa.Integer(), nullable=False),
        sa.Column("segments", _JSON, nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("choice IN ('left', 'right', 'tie', 'both_bad')", name="ck_ab_votes_choice"),
        sa.CheckConstraint("length(notes) BETWEEN 1 AND 4000", name="ck_ab_votes_notes_length"),
        sa.CheckConstraint(
            "listened_left_ms >= 0 AND listened_right_ms >= 0", name="ck_ab_votes_listened_range"
        ),
        sa.ForeignKeyConstraint(
            ["ab_test_id"], ["ab_tests.id"], name="fk_ab_votes_ab_test_id_ab_tests", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["presentation_id"],
            ["ab_presentations.id"],
            name="fk_ab_votes_presentation_id_ab_presentations",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ab_votes"),
        sa.UniqueConstraint("presentation_id", "number", name="uq_ab_votes_presentation_id_number"),
    )
    op.create_index("ix_ab_votes_ab_test_id_created_at_id", "ab_votes", ["ab_test_id", "created_at", "id"])


def downgrade() -> None:
    for table in ("ab_votes", "ab_presentations", "raters", "ab_pairs", "ab_invites", "ab_tests"):
        op.drop_table(table)
