"""Accounts: passwords, sessions, keys, invites, resets, and how often something may be tried."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from reprise.core.db import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("password_hash", sa.String(length=256), nullable=True))
    op.add_column("users", sa.Column("token_version", sa.Integer(), server_default="0", nullable=False))
    op.add_column("users", sa.Column("disabled_at", UtcDateTime(), nullable=True))
    op.create_index("ix_users_created_at_id", "users", ["created_at", "id"])
    _create_sessions()
    _create_api_keys()
    _create_invites()
    _create_password_resets()
    op.create_table(
        "allowances",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("free_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_allowances"),
    )
    op.create_index("ix_allowances_free_at", "allowances", ["free_at"])


def _create_sessions() -> None:
    op.create_table(
        "user_sessions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        _owner("user_sessions"),
        sa.PrimaryKeyConstraint("id", name="pk_user_sessions"),
        sa.UniqueConstraint("digest", name="uq_user_sessions_digest"),
    )
    op.create_index("ix_user_sessions_owner_id", "user_sessions", ["owner_id"])
    op.create_index("ix_user_sessions_expires_at", "user_sessions", ["expires_at"])


def _create_api_keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("hint", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        _owner("api_keys"),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("digest", name="uq_api_keys_digest"),
    )
    op.create_index("ix_api_keys_owner_id", "api_keys", ["owner_id"])
    op.create_index("ix_api_keys_owner_id_created_at_id", "api_keys", ["owner_id", "created_at", "id"])


def _create_invites() -> None:
    op.create_table(
        "invites",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("max_uses", sa.Integer(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("role IN ('member', 'rater')", name="ck_invites_role"),
        sa.CheckConstraint("uses BETWEEN 0 AND max_uses", name="ck_invites_uses_range"),
        _owner("invites"),
        sa.PrimaryKeyConstraint("id", name="pk_invites"),
        sa.UniqueConstraint("digest", name="uq_invites_digest"),
    )
    op.create_index("ix_invites_owner_id", "invites", ["owner_id"])
    op.create_index("ix_invites_created_at_id", "invites", ["created_at", "id"])


def _create_password_resets() -> None:
    op.create_table(
        "password_resets",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_password_resets_user_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name="pk_password_resets"),
        sa.UniqueConstraint("digest", name="uq_password_resets_digest"),
    )


def _owner(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_owner_id_users"
    return sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    for table in ("allowances", "password_resets", "invites", "api_keys", "user_sessions"):
        op.drop_table(table)
    op.drop_index("ix_users_created_at_id", "users")
    for column in ("disabled_at", "token_version", "password_hash"):
        op.drop_column("users", column)
