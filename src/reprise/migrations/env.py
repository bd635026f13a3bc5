"""Alembic's entry point; `reprise.core.db.migrate` hands it an open connection."""

from __future__ import annotations

from typing import Any

from alembic import context

from reprise.tables import metadata


def _ours(_: Any, name: str | None, type_: str, reflected: bool, compare_to: Any) -> bool:
    """DBOS keeps its tables in the same database: what is there but not in the metadata is not ours."""
    return not (type_ == "table" and reflected and compare_to is None and name not in metadata.tables)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=_ours,
    compare_type=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
