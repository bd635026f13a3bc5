"""All SQL on what was heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from reprise.songs.audio.models import AudioSample
from reprise.songs.listening.models import Listen


def durations(connection: Connection, audio_ids: Iterable[UUID]) -> dict[UUID, float]:
    """In seconds; samples that are not there are left out."""
    query = (
        select(AudioSample.id, AudioSample.duration)
        .where(AudioSample.id.in_(list(audio_ids)))
        .order_by(AudioSample.id)
    )
    # Nobody may delete them before their listens are written: a foreign key would refuse all of it.
    rows = connection.execute(query.with_for_update(read=True, key_share=True))
    return {row.id: row.duration for row in rows}


def store(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Rows of `listens`. Of two reports of one view the longer one stays, in whatever order they come."""
    on_postgresql = connection.dialect.name == "postgresql"
    written = (postgresql.insert if on_postgresql else sqlite.insert)(Listen)
    new = written.excluded
    connection.execute(
        written.on_conflict_do_update(
            index_elements=["owner_id", "view_id", "audio_id"],
            set_={"heard_ms": new.heard_ms, "segments": new.segments, "updated_at": new.updated_at},
            where=new.heard_ms > Listen.heard_ms,
        ),
        list(rows),
    )
