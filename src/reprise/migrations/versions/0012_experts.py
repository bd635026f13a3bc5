"""Experts, conversations with visitors, their votes, and the gate."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from reprise.core.db import JsonDocument, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_directory()
    _create_conversations()
    _create_votes()
    _create_gate()


def _create_directory() -> None:
    op.create_table(
        "experts",
        sa.Column("username", sa.String(length=100), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("job_title", sa.String(length=200), nullable=True),
        sa.Column("company", sa.String(length=200), nullable=True),
        sa.Column("bio", sa.Text(), nullable=True),
        sa.Column("hourly_rate", sa.Float(precision=53), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("profile_url", sa.String(length=2000), nullable=True),
        sa.Column("category", sa.String(length=100), nullable=True),
        sa.Column("tags", JsonDocument, nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("findability", sa.Integer(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("hourly_rate >= 0", name="ck_experts_hourly_rate_range"),
        sa.CheckConstraint("findability BETWEEN 0 AND 100", name="ck_experts_findability_range"),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_experts_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_experts"),
        sa.UniqueConstraint("username", name="uq_experts_username"),
    )
    op.create_index("ix_experts_owner_id", "experts", ["owner_id"])
    op.create_index("ix_experts_created_at_id", "experts", ["created_at", "id"])
    op.create_index("ix_experts_revision_id", "experts", ["revision", "id"])
    for column in ("category", "is_active", "findability"):
        op.create_index(f"ix_experts_{column}_created_at_id", "experts", [column, "created_at", "id"])
    state = op.create_table(
        "expert_directory_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("removals", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_expert_directory_state_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_expert_directory_state"),
    )
    op.bulk_insert(state, [{"id": 1, "revision": 0, "removals": 0}])
    op.create_table(
        "expert_vectors",
        sa.Column("expert_id", sa.Uuid(), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["experts.id"], name="fk_expert_vectors_expert_id_experts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("expert_id", "model", name="pk_expert_vectors"),
    )


def _create_conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("query_key", sa.String(length=200), nullable=False),
        sa.Column("history", JsonDocument, nullable=False),
        sa.Column("response_type", sa.String(length=16), nullable=False),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("experts", JsonDocument, nullable=False),
        sa.Column("top_match_score", sa.Float(precision=53), nullable=False),
        sa.Column("retrieval_settings", JsonDocument, nullable=False),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "response_type IN ('match', 'clarification')", name="ck_conversations_response_type"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_created_at_id", "conversations", ["created_at", "id"])
    op.create_index("ix_conversations_email", "conversations", ["email"])
    for column in ("session_id", "query_key", "response_type"):
        op.create_index(f"ix_conversations_{column}_created_at", "conversations", [column, "created_at"])


def _create_votes() -> None:
    op.create_table(
        "conversation_feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("vote", sa.String(length=4), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("expert_ids", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("vote IN ('up', 'down')", name="ck_conversation_feedback_vote"),
        sa.PrimaryKeyConstraint("id", name="pk_conversation_feedback"),
    )
    op.create_index(
        "ix_conversation_feedback_conversation_id_created_at_id",
        "conversation_feedback",
        ["conversation_id", "created_at", "id"],
    )
    op.create_index("ix_conversation_feedback_created_at_id", "conversation_feedback", ["created_at", "id"])


def _create_gate() -> None:
    op.create_table(
        "email_leads",
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("query", sa.Text(), nullable=True),
        sa.Column("consent_text", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_email_leads"),
        sa.UniqueConstraint("email", name="uq_email_leads_email"),
    )
    op.create_index("ix_email_leads_created_at_id", "email_leads", ["created_at", "id"])
    op.create_table(
        "visitor_unlocks",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["email_leads.id"], name="fk_visitor_unlocks_lead_id_email_leads", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", name="pk_visitor_unlocks"),
    )
    op.create_index("ix_visitor_unlocks_lead_id", "visitor_unlocks", ["lead_id"])
    op.create_table(
        "expert_clicks",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("expert_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_expert_clicks_conversation_id_conversations",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["experts.id"], name="fk_expert_clicks_expert_id_experts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_expert_clicks"),
    )
    op.create_index("ix_expert_clicks_created_at_id", "expert_clicks", ["created_at", "id"])
    op.create_index("ix_expert_clicks_conversation_id", "expert_clicks", ["conversation_id"])
    op.create_index("ix_expert_clicks_expert_id", "expert_clicks", ["expert_id"])


def downgrade() -> None:
    for table in (
        "expert_clicks",
        "visitor_unlocks",
        "email_leads",
        "conversation_feedback",
        "conversations",
        "expert_vectors",
        "expert_directory_state",
        "experts",
    ):
        op.drop_table(table)
