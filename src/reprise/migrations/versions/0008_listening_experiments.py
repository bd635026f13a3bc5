"""What was heard; experiments with a description, and put away."""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

from reprise.core.db import JsonDocument, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_EXPERIMENTS = (
    ("ix_experiments_open", "archived_at IS NULL"),
    ("ix_experiments_archived", "archived_at IS NOT NULL"),
)


def upgrade() -> None:
    _create_listens()
    op.add_column("experiments", sa.Column("description", sa.Text(), nullable=True))
    op.add_column("experiments", sa.Column("archived_at", UtcDateTime(), nullable=True))
    op.add_column("experiments", sa.Column("search_key", sa.Text(), server_default="", nullable=False))
    for name, condition in _EXPERIMENTS:
        op.create_index(
            name,
            "experiments",
            ["created_at", "id"],
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )
    _fill_search_keys()
    op.create_index(
        "ix_generation_jobs_experiment_id_created_at_id",
        "generation_jobs",
        ["experiment_id", "created_at", "id"],
    )
    op.drop_index("ix_generation_jobs_experiment_id", "generation_jobs")


def _create_listens() -> None:
    op.create_table(
        "listens",
        sa.Column("view_id", sa.Uuid(), nullable=False),
        sa.Column("audio_id", sa.Uuid(), nullable=False),
        sa.Column("context", sa.String(length=16), nullable=False),
        sa.Column("heard_ms", sa.Integer(), nullable=False),
        sa.Column("segments", JsonDocument, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("context IN ('player', 'comparison')", name="ck_listens_context"),
        sa.CheckConstraint("heard_ms >= 0", name="ck_listens_heard_ms_range"),
        sa.ForeignKeyConstraint(
            ["audio_id"],
            ["audio_samples.id"],
            name="fk_listens_audio_id_audio_samples",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_listens_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_listens"),
        sa.UniqueConstraint("owner_id", "view_id", "audio_id", name="uq_listens_owner_id_view_id_audio_id"),
    )
    op.create_index("ix_listens_audio_id_heard_ms", "listens", ["audio_id", "heard_ms"])
    op.create_index("ix_listens_owner_id", "listens", ["owner_id"])


def _fill_search_keys() -> None:
    experiments = sa.table(
        "experiments", sa.column("id", sa.Uuid()), sa.column("name"), sa.column("search_key")
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(experiments.c.id, experiments.c.name)).all():
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", row.name).casefold())
        connection.execute(experiments.update().where(experiments.c.id == row.id).values(search_key=folded))


def downgrade() -> None:
    op.create_index("ix_generation_jobs_experiment_id", "generation_jobs", ["experiment_id"])
    op.drop_index("ix_generation_jobs_experiment_id_created_at_id", "generation_jobs")
    for name, _ in _EXPERIMENTS:
        op.drop_index(name, "experiments")
    for column in ("search_key", "archived_at", "description"):
        op.drop_column("experiments", column)
    op.drop_table("listens")
