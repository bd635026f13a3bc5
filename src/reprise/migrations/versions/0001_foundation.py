"""foundation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import JsonDocument, UtcDateTime, utcnow

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_horizon",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("xid", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event_horizon"),
    )
    op.create_table(
        "events",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("xid", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", JsonDocument, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_created_at", "events", ["created_at"])
    op.create_index("ix_events_subject_id_xid_id", "events", ["subject_id", "xid", "id"])
    op.create_index("ix_events_xid_id", "events", ["xid", "id"])

    op.create_table(
        "maintenance_turns",
        sa.Column("task", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("task", name="pk_maintenance_turns"),
    )
    op.create_table(
        "users",
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("role IN ('admin', 'member', 'rater')", name="ck_users_role"),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
    )
    op.create_table(
        "worker_leases",
        sa.Column("executor_id", sa.String(length=64), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("facts", JsonDocument, nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("beat_at", sa.Float(precision=53), nullable=False),
        sa.Column("judge", sa.String(length=64), nullable=True),
        sa.Column("judged_at", sa.Float(precision=53), nullable=True),
        sa.PrimaryKeyConstraint("executor_id", name="pk_worker_leases"),
    )
    op.create_table(
        "adapters",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_adapters_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_adapters"),
        sa.UniqueConstraint("name", name="uq_adapters_name"),
    )
    op.create_index("ix_adapters_owner_id", "adapters", ["owner_id"])

    op.create_table(
        "experiments",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_experiments_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_experiments"),
    )
    op.create_index("ix_experiments_owner_id", "experiments", ["owner_id"])

    op.create_table(
        "prompts",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("style", sa.String(length=64), nullable=True),
        sa.Column("mood", sa.String(length=64), nullable=True),
        sa.Column("tempo", sa.Float(), nullable=True),
        sa.Column("key", sa.String(length=32), nullable=True),
        sa.Column("instruments_primary", JsonDocument, nullable=False),
        sa.Column("instruments_secondary", JsonDocument, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 2000", name="ck_prompts_text_length"),
        sa.CheckConstraint("tempo IS NULL OR tempo BETWEEN 40 AND 200", name="ck_prompts_tempo_range"),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_prompts_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_prompts"),
    )
    op.create_index("ix_prompts_created_at_id", "prompts", ["created_at", "id"])
    op.create_index("ix_prompts_owner_id", "prompts", ["owner_id"])

    op.create_table(
        "adapter_versions",
        sa.Column("adapter_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parameters", JsonDocument, nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adapter_id"],
            ["adapters.id"],
            name="fk_adapter_versions_adapter_id_adapters",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_adapter_versions"),
        sa.UniqueConstraint("adapter_id", "number", name="uq_adapter_versions_adapter_id_number"),
    )
    op.create_table(
        "generation_jobs",
        sa.Column("prompt_id", sa.Uuid(), nullable=False),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("adapter_id", sa.Uuid(), nullable=True),
        sa.Column("adapter_version_id", sa.Uuid(), nullable=True),
        sa.Column("experiment_id", sa.Uuid(), nullable=True),
        sa.Column("retry_of", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("num_samples", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("duration", sa.Float(), nullable=False),
        sa.Column("parameters", JsonDocument, nullable=False),
        sa.Column("composed_prompt", sa.Text(), nullable=True),
        sa.Column("not_understood", JsonDocument, nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=200), nullable=True),
        sa.Column("error_code", sa.String(length=64), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("workflow_id", sa.String(length=100), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("engine_deaths", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.Column("cancel_requested_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "status IN ('queued', 'processing', 'completed', 'failed', 'cancelled')",
            name="ck_generation_jobs_status",
        ),
        sa.CheckConstraint("num_samples BETWEEN 1 AND 8", name="ck_generation_jobs_num_samples_range"),
        sa.CheckConstraint("priority BETWEEN -10 AND 10", name="ck_generation_jobs_priority_range"),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name="ck_generation_jobs_progress_range"),
        sa.ForeignKeyConstraint(
            ["adapter_id"],
            ["adapters.id"],
            name="fk_generation_jobs_adapter_id_adapters",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["adapter_version_id"],
            ["adapter_versions.id"],
            name="fk_generation_jobs_adapter_version_id_adapter_versions",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["experiment_id"],
            ["experiments.id"],
            name="fk_generation_jobs_experiment_id_experiments",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_generation_jobs_owner_id_users", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompts.id"], name="fk_generation_jobs_prompt_id_prompts", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["retry_of"],
            ["generation_jobs.id"],
            name="fk_generation_jobs_retry_of_generation_jobs",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_generation_jobs"),
    )
    op.create_index("ix_generation_jobs_adapter_id", "generation_jobs", ["adapter_id"])
    op.create_index(
        "ix_generation_jobs_engine_created_at_id", "generation_jobs", ["engine", "created_at", "id"]
    )
    op.create_index("ix_generation_jobs_completed_at", "generation_jobs", ["completed_at"])
    op.create_index("ix_generation_jobs_created_at_id", "generation_jobs", ["created_at", "id"])
    op.create_index("ix_generation_jobs_experiment_id", "generation_jobs", ["experiment_id"])
    op.create_index("ix_generation_jobs_owner_id", "generation_jobs", ["owner_id"])
    op.create_index("ix_generation_jobs_prompt_id", "generation_jobs", ["prompt_id"])
    op.create_index("ix_generation_jobs_retry_of", "generation_jobs", ["retry_of"])
    op.create_index(
        "ix_generation_jobs_status_created_at_id", "generation_jobs", ["status", "created_at", "id"]
    )

    op.create_table(
        "audio_samples",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("prompt_id", sa.Uuid(), nullable=False),
        sa.Column("index", sa.Integer(), nullable=False),
        sa.Column("duration", sa.Float(), nullable=False),
        sa.Column("sample_rate", sa.Integer(), nullable=False),
        sa.Column("channels", sa.Integer(), nullable=False),
        sa.Column("codec", sa.String(length=16), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("loudness", sa.Float(), nullable=True),
        sa.Column("true_peak", sa.Float(), nullable=True),
        sa.Column("clipped_samples", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("parameters", JsonDocument, nullable=False),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("engine_version", sa.String(length=32), nullable=False),
        sa.Column("adapter_version_id", sa.Uuid(), nullable=True),
        sa.Column("storage_key", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint('"index" BETWEEN 0 AND 7', name="ck_audio_samples_index_range"),
        sa.ForeignKeyConstraint(
            ["adapter_version_id"],
            ["adapter_versions.id"],
            name="fk_audio_samples_adapter_version_id_adapter_versions",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["job_id"],
            ["generation_jobs.id"],
            name="fk_audio_samples_job_id_generation_jobs",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_audio_samples_owner_id_users", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompts.id"], name="fk_audio_samples_prompt_id_prompts", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audio_samples"),
        sa.UniqueConstraint("job_id", "index", name="uq_audio_samples_job_id_index"),
        sa.UniqueConstraint("storage_key", name="uq_audio_samples_storage_key"),
    )
    op.create_index("ix_audio_samples_owner_id", "audio_samples", ["owner_id"])
    op.create_index("ix_audio_samples_prompt_id", "audio_samples", ["prompt_id"])

    op.create_table(
        "audio_peaks",
        sa.Column("audio_id", sa.Uuid(), nullable=False),
        sa.Column("bins", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audio_id"],
            ["audio_samples.id"],
            name="fk_audio_peaks_audio_id_audio_samples",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("audio_id", name="pk_audio_peaks"),
    )
    op.create_index(
        "ix_generation_jobs_queue",
        "generation_jobs",
        ["priority", "created_at", "id"],
        sqlite_where=sa.text("status = 'queued'"),
        postgresql_where=sa.text("status = 'queued'"),
    )
    _guard_status()
    _insert_owner()


# Whatever a process believes, a finished job stays finished and a started one does not go back.
_LEGAL = """
    OLD.status = NEW.status
    OR (OLD.status = 'queued' AND NEW.status IN ('processing', 'cancelled'))
    OR (OLD.status = 'processing' AND NEW.status IN ('completed', 'failed', 'cancelled'))
"""
_MESSAGE = "illegal order of job status"


def _guard_status() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER generation_jobs_status BEFORE UPDATE OF status ON generation_jobs "
            f"WHEN NOT ({_LEGAL}) BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION guard_generation_jobs_status() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({_LEGAL}) THEN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'check_violation'; END IF; "
        f"RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER generation_jobs_status BEFORE UPDATE OF status ON generation_jobs "
        "FOR EACH ROW EXECUTE FUNCTION guard_generation_jobs_status()"
    )


def _insert_owner() -> None:
    users = sa.table(
        "users",
        sa.column("id", sa.Uuid()),
        sa.column("role", sa.String()),
        sa.column("created_at", UtcDateTime()),
    )
    op.bulk_insert(users, [{"id": OWNER_ID, "role": "admin", "created_at": utcnow()}])
    horizon = sa.table(
        "event_horizon",
        sa.column("id", sa.Integer()),
        sa.column("xid", sa.BigInteger()),
        sa.column("event_id"),
    )
    op.bulk_insert(horizon, [{"id": 1, "xid": 0, "event_id": 0}])


def downgrade() -> None:
    for table in (
        "audio_peaks",
        "audio_samples",
        "generation_jobs",
        "adapter_versions",
        "prompts",
        "experiments",
        "adapters",
        "worker_leases",
        "users",
        "maintenance_turns",
        "events",
        "event_horizon",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION guard_generation_jobs_status()")
