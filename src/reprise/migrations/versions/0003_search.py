"""Finding prompts and jobs by words and attributes, and the order in which jobs will run, by indexes."""

from __future__ import annotations

from typing import Any, Final, cast

import sqlalchemy as sa
from alembic import op

from reprise.core.db import JsonDocument, UtcDateTime
from reprise.songs.prompts.terms import Described, terms_of

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BATCH: Final = 500
_QUEUED: Final = sa.text("status = 'queued'")

_prompts = sa.table(
    "prompts",
    sa.column("id", sa.Uuid()),
    *map(sa.column, ("text", "style", "mood", "key")),
    sa.column("instruments_primary", JsonDocument),
    sa.column("instruments_secondary", JsonDocument),
    sa.column("created_at", UtcDateTime()),
)


def upgrade() -> None:
    term = sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql")
    terms = op.create_table(
        "prompt_terms",
        sa.Column("prompt_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(length=8), nullable=False),
        sa.Column("term", term, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompts.id"], name="fk_prompt_terms_prompt_id_prompts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("prompt_id", "field", "term", name="pk_prompt_terms"),
        sqlite_with_rowid=False,
    )
    _fill(terms)
    op.create_index(
        "ix_prompt_terms_field_term_created_at_prompt_id",
        "prompt_terms",
        ["field", "term", "created_at", "prompt_id"],
    )
    op.create_index("ix_prompts_tempo_created_at_id", "prompts", ["tempo", "created_at", "id"])
    op.drop_index("ix_generation_jobs_prompt_id", "generation_jobs")
    op.create_index(
        "ix_generation_jobs_prompt_id_created_at_id", "generation_jobs", ["prompt_id", "created_at", "id"]
    )
    op.drop_index("ix_generation_jobs_queue", "generation_jobs")
    _create_queue_index(sa.text("priority DESC"))


def _fill(terms: sa.Table) -> None:
    """The terms of prompts that are there already."""
    connection = op.get_bind()
    place = (_prompts.c.created_at, _prompts.c.id)
    query = sa.select(_prompts).order_by(*place).limit(_BATCH)
    rows = connection.execute(query).all()
    while rows:
        made = [_term(row, *term) for row in rows for term in terms_of(cast(Described, row))]
        connection.execute(sa.insert(terms), made)
        last = (sa.literal(rows[-1].created_at, UtcDateTime()), sa.literal(rows[-1].id, sa.Uuid()))
        rows = connection.execute(query.where(sa.tuple_(*place) > sa.tuple_(*last))).all()


def _term(row: Any, field: str, term: str) -> dict[str, Any]:
    return {"prompt_id": row.id, "field": field, "term": term, "created_at": row.created_at}


def _create_queue_index(priority: Any) -> None:
    op.create_index(
        "ix_generation_jobs_queue",
        "generation_jobs",
        [priority, "created_at", "id"],
        sqlite_where=_QUEUED,
        postgresql_where=_QUEUED,
    )


def downgrade() -> None:
    op.drop_index("ix_generation_jobs_queue", "generation_jobs")
    _create_queue_index("priority")
    op.drop_index("ix_generation_jobs_prompt_id_created_at_id", "generation_jobs")
    op.create_index("ix_generation_jobs_prompt_id", "generation_jobs", ["prompt_id"])
    op.drop_index("ix_prompts_tempo_created_at_id", "prompts")
    op.drop_table("prompt_terms")
