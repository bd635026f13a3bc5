"""An index for samples by their age."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audio_samples_created_at_id", "audio_samples", ["created_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_audio_samples_created_at_id", "audio_samples")
