"""What the page manages: templates, favourites, the state of the queue."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import JsonDocument, UtcDateTime, utcnow

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_templates()
    _create_favorites()
    queue = op.create_table(
        "generation_queue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paused_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_generation_queue"),
    )
    op.bulk_insert(queue, [{"id": 1, "paused_at": None}])


def _create_templates() -> None:
    templates = op.create_table(
        "prompt_templates",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("is_system", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("style", sa.String(length=64), nullable=True),
        sa.Column("mood", sa.String(length=64), nullable=True),
        sa.Column("tempo", sa.Float(), nullable=True),
        sa.Column("key", sa.String(length=32), nullable=True),
        sa.Column("instruments_primary", JsonDocument, nullable=False),
        sa.Column("instruments_secondary", JsonDocument, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 2000", name="ck_prompt_templates_text_length"),
        sa.CheckConstraint(
            "tempo IS NULL OR tempo BETWEEN 40 AND 200", name="ck_prompt_templates_tempo_range"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_prompt_templates_owner_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_prompt_templates"),
        sa.UniqueConstraint("owner_id", "name", name="uq_prompt_templates_owner_id_name"),
    )
    op.create_index("ix_prompt_templates_owner_id", "prompt_templates", ["owner_id"])
    op.create_index("ix_prompt_templates_created_at_id", "prompt_templates", ["created_at", "id"])
    op.create_index(
        "ix_prompt_templates_category_created_at_id", "prompt_templates", ["category", "created_at", "id"]
    )
    op.bulk_insert(templates, [_template(number, *row) for number, row in enumerate(_SYSTEM, start=1)])


def _create_favorites() -> None:
    op.create_table(
        "favorites",
        sa.Column("prompt_id", sa.Uuid(), nullable=True),
        sa.Column("audio_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(prompt_id IS NULL) <> (audio_id IS NULL)", name="ck_favorites_one_target"),
        sa.ForeignKeyConstraint(
            ["audio_id"],
            ["audio_samples.id"],
            name="fk_favorites_audio_id_audio_samples",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name="fk_favorites_owner_id_users", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompts.id"], name="fk_favorites_prompt_id_prompts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_favorites"),
        sa.UniqueConstraint("owner_id", "audio_id", name="uq_favorites_owner_id_audio_id"),
        sa.UniqueConstraint("owner_id", "prompt_id", name="uq_favorites_owner_id_prompt_id"),
    )
    op.create_index("ix_favorites_audio_id", "favorites", ["audio_id"])
    op.create_index("ix_favorites_owner_id", "favorites", ["owner_id"])
    op.create_index("ix_favorites_prompt_id", "favorites", ["prompt_id"])
    op.create_index("ix_favorites_owner_id_created_at_id", "favorites", ["owner_id", "created_at", "id"])


# Name, category, text, style, mood, tempo, key, instruments that lead, instruments that accompany.
_SYSTEM: list[tuple[Any, ...]] = [
    (
        "Midnight piano",
        "Calm",
        "slow sad piano alone at midnight, sparse, with long pauses",
        *("ballad", "sad", 60, "D minor", ["piano"], ["strings"]),
    ),
    (
        "Open sky",
        "Calm",
        "wide floating pads under an open sky, no drums",
        *("ambient", "calm", 70, "C lydian", ["pad"], ["choir", "bells"]),
    ),
    (
        "Morning folk",
        "Calm",
        "gentle acoustic guitar on a quiet morning, with a little flute",
        *("folk", "hopeful", 92, "G major", ["guitar"], ["flute", "upright bass"]),
    ),
    (
        "Study beats",
        "Focus",
        "dusty lo-fi beat for studying, mellow electric piano, soft drums",
        *("lo-fi", "calm", 78, "A minor", ["electric piano"], ["bass", "drums"]),
    ),
    (
        "Steady focus",
        "Focus",
        "minimal repeating figures that stay in the background",
        *("classical", "calm", 100, "E minor", ["marimba"], ["piano", "strings"]),
    ),
    (
        "Warehouse",
        "Energy",
        "driving techno in a dark warehouse, pulsing bass, hypnotic",
        *("techno", "dark", 132, "F minor", ["synth"], ["synth bass", "drums"]),
    ),
    (
        "Summer house",
        "Energy",
        "sunny house for a summer evening, bright chords, four to the floor",
        *("house", "happy", 122, "C major", ["synth lead"], ["piano", "synth bass", "drums"]),
    ),
    (
        "Garage rock",
        "Energy",
        "loud and fast rock with a simple riff",
        *("rock", "energetic", 148, "E minor", ["electric guitar"], ["bass", "drums"]),
    ),
    (
        "Funk workout",
        "Energy",
        "tight funk groove with stabs of brass",
        *("funk", "playful", 108, "E dorian", ["bass"], ["electric guitar", "brass", "drums"]),
    ),
    (
        "Hero's return",
        "Film",
        "epic orchestral theme that rises to a broad climax",
        *("cinematic", "epic", 96, "D minor", ["brass"], ["strings", "choir", "percussion"]),
    ),
    (
        "Slow suspense",
        "Film",
        "tense low strings, something is about to happen",
        *("cinematic", "tense", 66, "C minor", ["cello"], ["strings", "percussion"]),
    ),
    (
        "Late jazz",
        "Evening",
        "relaxed jazz trio in a small bar, brushed drums, walking bass",
        *("jazz", "nostalgic", 112, "F major", ["piano"], ["upright bass", "drums"]),
    ),
]


def _template(number: int, *row: Any) -> dict[str, Any]:
    names = ("name", "category", "text", "style", "mood", "tempo", "key")
    now = utcnow()
    return {
        **dict(zip(names, row[:7], strict=True)),
        "instruments_primary": row[7],
        "instruments_secondary": row[8],
        "id": UUID(f"00000000-0000-4000-8000-{0x100 + number:012x}"),
        "owner_id": OWNER_ID,
        "is_system": True,
        "created_at": now,
        "updated_at": now,
    }


def downgrade() -> None:
    for table in ("generation_queue", "favorites", "prompt_templates"):
        op.drop_table(table)
