"""Rows that several writers make at once, of whom one may."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db.base import Base


def insert_into(session: AsyncSession, model: type[Base]) -> Any:
    """An INSERT of the session's own dialect: with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return (postgresql.insert if on_postgresql else sqlite.insert)(model)
