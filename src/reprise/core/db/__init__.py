"""The database: one URL, one set of migrations, one committer."""

from reprise.core.db.base import Base, Identified, Owned
from reprise.core.db.conflicts import insert_into
from reprise.core.db.database import Database, after_commit
from reprise.core.db.driver_errors import is_busy, is_full, is_in_doubt, is_unavailable, points_at_nothing
from reprise.core.db.ordered_ids import ordered_id
from reprise.core.db.sqlite import configure_sqlite
from reprise.core.db.types import JsonDocument, UtcDateTime, UtcTime, iso, utcnow

__all__ = [
    "Base",
    "Database",
    "Identified",
    "JsonDocument",
    "Owned",
    "UtcDateTime",
    "UtcTime",
    "after_commit",
    "configure_sqlite",
    "insert_into",
    "is_busy",
    "is_full",
    "is_in_doubt",
    "is_unavailable",
    "iso",
    "ordered_id",
    "points_at_nothing",
    "utcnow",
]
