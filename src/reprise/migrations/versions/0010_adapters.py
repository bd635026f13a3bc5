"""Adapters with descriptions, learned weights and a timeline; one active version at most."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from reprise.core.db import JsonDocument, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_CHANGES = ("created", "version_added", "activated", "renamed", "described", "deleted")
# What was made without an adapter is counted for each list of adapters.
_BASE = {"generation_jobs": "adapter_id", "audio_samples": "adapter_version_id"}


def upgrade() -> None:
    op.add_column("adapters", sa.Column("description", sa.Text(), nullable=True))
    op.create_index("ix_adapters_created_at_id", "adapters", ["created_at", "id"])
    op.add_column("adapter_versions", sa.Column("weights", JsonDocument, nullable=True))
    op.add_column("adapter_versions", sa.Column("weights_sha256", sa.String(length=64), nullable=True))
    op.create_index(
        "uq_adapter_versions_weights", "adapter_versions", ["adapter_id", "weights_sha256"], unique=True
    )
    op.create_index(
        "uq_adapter_versions_active",
        "adapter_versions",
        ["adapter_id"],
        unique=True,
        sqlite_where=sa.text("is_active"),
        postgresql_where=sa.text("is_active"),
    )
    _create_changes()
    op.create_index(
        "ix_generation_jobs_adapter_id_created_at_id", "generation_jobs", ["adapter_id", "created_at", "id"]
    )
    op.drop_index("ix_generation_jobs_adapter_id", "generation_jobs")
    for table, column in _BASE.items():
        where = sa.text(f"{column} IS NULL")
        op.create_index(f"ix_{table}_base", table, ["engine"], sqlite_where=where, postgresql_where=where)


def _create_changes() -> None:
    op.create_table(
        "adapter_changes",
        sa.Column("adapter_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(f"kind IN {_CHANGES}", name="ck_adapter_changes_kind"),
        sa.ForeignKeyConstraint(
            ["adapter_id"],
            ["adapters.id"],
            name="fk_adapter_changes_adapter_id_adapters",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["adapter_versions.id"],
            name="fk_adapter_changes_version_id_adapter_versions",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_adapter_changes_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_adapter_changes"),
    )
    op.create_index("ix_adapter_changes_owner_id", "adapter_changes", ["owner_id"])
    op.create_index(
        "ix_adapter_changes_adapter_id_created_at_id", "adapter_changes", ["adapter_id", "created_at", "id"]
    )


def downgrade() -> None:
    for table in _BASE:
        op.drop_index(f"ix_{table}_base", table)
    op.create_index("ix_generation_jobs_adapter_id", "generation_jobs", ["adapter_id"])
    op.drop_index("ix_generation_jobs_adapter_id_created_at_id", "generation_jobs")
    op.drop_table("adapter_changes")
    op.drop_index("uq_adapter_versions_active", "adapter_versions")
    op.drop_index("uq_adapter_versions_weights", "adapter_versions")
    for column in ("weights_sha256", "weights"):
        op.drop_column("adapter_versions", column)
    op.drop_index("ix_adapters_created_at_id", "adapters")
    op.drop_column("adapters", "description")
