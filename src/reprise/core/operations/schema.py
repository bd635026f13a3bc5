"""The workflow engine's own tables, in the same database as ours."""

from __future__ import annotations

import logging

from dbos import DBOS

from reprise.core.db import migrate
from reprise.core.db.urls import plain_url

SCHEMA = "dbos"


def upgrade(url: str) -> bool:
    """Bring our tables and the workflow engine's to this version; True if ours were changed.

    Raises:
        MigrationError: see `reprise.core.db.migrate.upgrade`.
    """
    changed = migrate.upgrade(url)
    # DBOS reports every one of its migrations as news.
    logging.getLogger("dbos").setLevel(logging.WARNING)
    DBOS.migrate(plain_url(url), schema=SCHEMA)
    return changed
