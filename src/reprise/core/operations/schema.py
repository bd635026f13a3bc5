"""The workflow engine's own tables, in the same database as ours."""

from __future__ import annotations

import logging

from dbos import DBOS
from dbos._migration import get_dbos_migrations, sqlite_migrations

from reprise.core.db import migrate
from reprise.core.db.urls import is_sqlite, plain_url

SCHEMA = "dbos"


def upgrade(url: str) -> bool:
    """Bring our tables and the workflow engine's to this version; True if ours were changed.

    Raises:
        MigrationError: see `reprise.core.db.migrate.upgrade`.
    """
    changed = migrate.upgrade(url)
    upgrade_engine(url)
    return changed


def upgrade_engine(url: str) -> None:
    """Bring the workflow engine's tables alone to this version."""
    # DBOS reports every one of its migrations as news.
    logging.getLogger("dbos").setLevel(logging.WARNING)
    DBOS.migrate(plain_url(url), schema=SCHEMA)


def newest_engine_revision(url: str) -> int:
    """What `upgrade_engine` brings a database to; the engine has no call that tells it."""
    if is_sqlite(url):
        return len(sqlite_migrations)
    return len(get_dbos_migrations(SCHEMA, use_listen_notify=True, is_cockroach=False))
