"""Technical checks of every sample."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from reprise.core.db import JsonDocument

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audio_samples", sa.Column("technical_checks", JsonDocument, nullable=True))


def downgrade() -> None:
    op.drop_column("audio_samples", "technical_checks")
