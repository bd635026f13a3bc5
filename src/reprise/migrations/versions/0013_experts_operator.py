"""Settings of the chat, gaps that were looked after, votes as they count for experts, indexes for figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from reprise.core.db import JsonDocument, UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expert_settings",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", JsonDocument, nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_expert_settings"),
    )
    op.create_table(
        "gap_resolutions",
        sa.Column("query_key", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("query_key", name="pk_gap_resolutions"),
    )
    _create_counted_votes()
    op.create_index(
        "ix_conversations_figures",
        "conversations",
        ["created_at", "id", "response_type", "top_match_score", "query_key"],
    )
    op.create_index("ix_conversation_feedback_email", "conversation_feedback", ["email"])


def _create_counted_votes() -> None:
    op.create_table(
        "counted_votes",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("expert_id", sa.Uuid(), nullable=False),
        sa.Column("up", sa.Boolean(), nullable=False),
        sa.Column("voted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_counted_votes_conversation_id_conversations",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["experts.id"], name="fk_counted_votes_expert_id_experts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "expert_id", name="pk_counted_votes"),
    )
    op.create_index("ix_counted_votes_expert_id_up", "counted_votes", ["expert_id", "up"])
    op.create_index("ix_counted_votes_voted_at", "counted_votes", ["voted_at"])


def downgrade() -> None:
    op.drop_index("ix_conversation_feedback_email", "conversation_feedback")
    op.drop_index("ix_conversations_figures", "conversations")
    for table in ("counted_votes", "gap_resolutions", "expert_settings"):
        op.drop_table(table)
