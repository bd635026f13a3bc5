"""Interviews: résumés, postings, sessions, operations, feedback, share links."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from reprise.core.db import JsonDocument, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_resumes()
    _create_job_postings()
    _create_interview_sessions()
    _create_session_messages()
    _create_operations()
    _create_interview_feedbacks()
    _create_interview_feedback_quotes()
    _create_interview_feedback_thumbs()
    _create_session_share_links()
    _guard(
        "interview_sessions",
        """
        OLD.status = NEW.status
        OR (OLD.status IN ('active', 'paused') AND NEW.status IN ('active', 'paused', 'completed'))
        """,
    )
    # A failed operation may begin again, and only as a counted retry.
    _guard(
        "operations",
        """
        (OLD.status = NEW.status AND OLD.retry_count = NEW.retry_count)
        OR (OLD.status = 'pending' AND NEW.status = 'processing')
        OR (OLD.status = 'processing' AND NEW.status IN ('completed', 'failed'))
        OR (OLD.status = 'failed' AND NEW.status = 'pending' AND NEW.retry_count = OLD.retry_count + 1)
        """,
    )


def _create_resumes() -> None:
    op.create_table(
        "resumes",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(content) BETWEEN 1 AND 50000", name="ck_resumes_content_length"),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_resumes_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_resumes"),
        sa.UniqueConstraint("owner_id", name="uq_resumes_owner_id"),
    )


def _create_job_postings() -> None:
    op.create_table(
        "job_postings",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("company", sa.String(length=200), nullable=True),
        sa.Column("experience_level", sa.String(length=100), nullable=True),
        sa.Column("tech_stack", JsonDocument, nullable=False),
        sa.Column("language", sa.String(length=64), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "length(description) BETWEEN 1 AND 10000", name="ck_job_postings_description_length"
        ),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 200", name="ck_job_postings_title_length"),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_job_postings_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_job_postings"),
    )
    op.create_index("ix_job_postings_owner_id", "job_postings", ["owner_id"])
    op.create_index(
        "ix_job_postings_owner_id_created_at_id", "job_postings", ["owner_id", "created_at", "id"]
    )


def _create_interview_sessions() -> None:
    op.create_table(
        "interview_sessions",
        sa.Column("job_posting_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("posting", JsonDocument, nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("question_count", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("practised_seconds", sa.Float(), nullable=False),
        sa.Column("running_since", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(status = 'active') = (running_since IS NOT NULL)", name="ck_interview_sessions_running_since"
        ),
        sa.CheckConstraint(
            "(status = 'completed') = (completed_at IS NOT NULL)", name="ck_interview_sessions_completed_at"
        ),
        sa.CheckConstraint(
            "status IN ('active', 'paused', 'completed')", name="ck_interview_sessions_status"
        ),
        sa.CheckConstraint("attempt >= 1", name="ck_interview_sessions_attempt_range"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 240", name="ck_interview_sessions_minutes_range"),
        sa.CheckConstraint(
            "question_count BETWEEN 1 AND 50", name="ck_interview_sessions_question_count_range"
        ),
        sa.ForeignKeyConstraint(
            ["job_posting_id"],
            ["job_postings.id"],
            name="fk_interview_sessions_job_posting_id_job_postings",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_interview_sessions_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_interview_sessions"),
        sa.UniqueConstraint("series_id", "attempt", name="uq_interview_sessions_series_id_attempt"),
    )
    op.create_index("ix_interview_sessions_job_posting_id", "interview_sessions", ["job_posting_id"])
    op.create_index("ix_interview_sessions_owner_id", "interview_sessions", ["owner_id"])
    op.create_index(
        "ix_interview_sessions_owner_id_completed_at_id",
        "interview_sessions",
        ["owner_id", "completed_at", "id"],
    )
    op.create_index(
        "ix_interview_sessions_owner_id_created_at_id", "interview_sessions", ["owner_id", "created_at", "id"]
    )
    op.create_index(
        "ix_interview_sessions_owner_id_status_created_at_id",
        "interview_sessions",
        ["owner_id", "status", "created_at", "id"],
    )


def _create_session_messages() -> None:
    op.create_table(
        "session_messages",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "type IN ('technical', 'behavioral', 'situational', 'answer')", name="ck_session_messages_type"
        ),
        sa.CheckConstraint("length(content) BETWEEN 1 AND 20000", name="ck_session_messages_content_length"),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_session_messages_owner_id_users", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["interview_sessions.id"],
            name="fk_session_messages_session_id_interview_sessions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_session_messages"),
        sa.UniqueConstraint("session_id", "position", name="uq_session_messages_session_id_position"),
    )
    op.create_index("ix_session_messages_owner_id", "session_messages", ["owner_id"])
    op.create_index(
        "ix_session_messages_session_id_created_at_id", "session_messages", ["session_id", "created_at", "id"]
    )


def _create_operations() -> None:
    op.create_table(
        "operations",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("operation_type", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("result", JsonDocument, nullable=True),
        sa.Column("error_code", sa.String(length=64), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("retry_count", sa.Integer(), nullable=False),
        sa.Column("workflow_id", sa.String(length=100), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=True),
        sa.Column("model_requests", sa.Integer(), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("cost_usd", sa.Float(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(status = 'completed') = (result IS NOT NULL)", name="ck_operations_result"),
        sa.CheckConstraint("(status = 'failed') = (error_code IS NOT NULL)", name="ck_operations_error"),
        sa.CheckConstraint(
            "operation_type IN ('question_generation', 'feedback_analysis')",
            name="ck_operations_operation_type",
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'processing', 'completed', 'failed')", name="ck_operations_status"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_operations_owner_id_users", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["interview_sessions.id"],
            name="fk_operations_session_id_interview_sessions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_operations"),
    )
    op.create_index("ix_operations_completed_at", "operations", ["completed_at"])
    op.create_index("ix_operations_owner_id", "operations", ["owner_id"])
    op.create_index(
        "ix_operations_session_id_created_at_id", "operations", ["session_id", "created_at", "id"]
    )
    op.create_index("ix_operations_status_created_at_id", "operations", ["status", "created_at", "id"])
    op.create_index(
        "uq_operations_live",
        "operations",
        ["session_id", "operation_type"],
        unique=True,
        sqlite_where=sa.text("status IN ('pending', 'processing')"),
        postgresql_where=sa.text("status IN ('pending', 'processing')"),
    )


def _create_interview_feedbacks() -> None:
    op.create_table(
        "interview_feedbacks",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("technical_accuracy_score", sa.Integer(), nullable=False),
        sa.Column("communication_clarity_score", sa.Integer(), nullable=False),
        sa.Column("problem_solving_score", sa.Integer(), nullable=False),
        sa.Column("relevance_score", sa.Integer(), nullable=False),
        sa.Column("overall_score", sa.Integer(), nullable=False),
        sa.Column("technical_feedback", sa.Text(), nullable=False),
        sa.Column("communication_feedback", sa.Text(), nullable=False),
        sa.Column("problem_solving_feedback", sa.Text(), nullable=False),
        sa.Column("relevance_feedback", sa.Text(), nullable=False),
        sa.Column("overall_comments", sa.Text(), nullable=True),
        sa.Column("knowledge_gaps", JsonDocument, nullable=False),
        sa.Column("learning_recommendations", JsonDocument, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "communication_clarity_score BETWEEN 0 AND 100",
            name="ck_interview_feedbacks_communication_clarity_score",
        ),
        sa.CheckConstraint("overall_score BETWEEN 0 AND 100", name="ck_interview_feedbacks_overall_score"),
        sa.CheckConstraint(
            "problem_solving_score BETWEEN 0 AND 100", name="ck_interview_feedbacks_problem_solving_score"
        ),
        sa.CheckConstraint(
            "relevance_score BETWEEN 0 AND 100", name="ck_interview_feedbacks_relevance_score"
        ),
        sa.CheckConstraint(
            "technical_accuracy_score BETWEEN 0 AND 100",
            name="ck_interview_feedbacks_technical_accuracy_score",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["interview_sessions.id"],
            name="fk_interview_feedbacks_session_id_interview_sessions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_interview_feedbacks"),
    )
    op.create_index("ix_interview_feedbacks_session_id", "interview_feedbacks", ["session_id"], unique=True)


def _create_interview_feedback_quotes() -> None:
    op.create_table(
        "interview_feedback_quotes",
        sa.Column("feedback_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "dimension IN ('technical_accuracy', 'communication_clarity', 'problem_solving', 'relevance')",
            name="ck_interview_feedback_quotes_dimension",
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"],
            ["interview_feedbacks.id"],
            name="fk_interview_feedback_quotes_feedback_id_interview_feedbacks",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["session_messages.id"],
            name="fk_interview_feedback_quotes_message_id_session_messages",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_interview_feedback_quotes_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_interview_feedback_quotes"),
    )
    op.create_index(
        "ix_interview_feedback_quotes_feedback_id_position",
        "interview_feedback_quotes",
        ["feedback_id", "position"],
    )
    op.create_index("ix_interview_feedback_quotes_message_id", "interview_feedback_quotes", ["message_id"])
    op.create_index("ix_interview_feedback_quotes_owner_id", "interview_feedback_quotes", ["owner_id"])


def _create_interview_feedback_thumbs() -> None:
    op.create_table(
        "interview_feedback_thumbs",
        sa.Column("feedback_id", sa.Uuid(), nullable=False),
        sa.Column("is_up", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=True),
        sa.Column("analyst", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"],
            ["interview_feedbacks.id"],
            name="fk_interview_feedback_thumbs_feedback_id_interview_feedbacks",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_interview_feedback_thumbs_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_interview_feedback_thumbs"),
        sa.UniqueConstraint("feedback_id", name="uq_interview_feedback_thumbs_feedback_id"),
    )
    op.create_index(
        "ix_interview_feedback_thumbs_created_at_id", "interview_feedback_thumbs", ["created_at", "id"]
    )
    op.create_index("ix_interview_feedback_thumbs_owner_id", "interview_feedback_thumbs", ["owner_id"])


def _create_session_share_links() -> None:
    op.create_table(
        "session_share_links",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_session_share_links_owner_id_users", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["interview_sessions.id"],
            name="fk_session_share_links_session_id_interview_sessions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_session_share_links"),
        sa.UniqueConstraint("token_hash", name="uq_session_share_links_token_hash"),
    )
    op.create_index("ix_session_share_links_owner_id", "session_share_links", ["owner_id"])
    op.create_index(
        "ix_session_share_links_session_id_created_at_id",
        "session_share_links",
        ["session_id", "created_at", "id"],
    )


def _guard(table: str, legal: str) -> None:
    """Whatever a process believes, the database refuses any other order of statuses."""
    message = f"illegal order of status in {table}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_status BEFORE UPDATE OF status ON {table} "
            f"WHEN NOT ({legal}) BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION guard_{table}_status() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({legal}) THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF; "
        f"RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_status BEFORE UPDATE OF status ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION guard_{table}_status()"
    )


def downgrade() -> None:
    for table in (
        "session_share_links",
        "interview_feedback_thumbs",
        "interview_feedback_quotes",
        "interview_feedbacks",
        "operations",
        "session_messages",
        "interview_sessions",
        "job_postings",
        "resumes",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in ("interview_sessions", "operations"):
            op.execute(f"DROP FUNCTION guard_{table}_status()")
