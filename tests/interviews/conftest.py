"""The fixtures that the tests of the API have."""

from __future__ import annotations

from tests.api.conftest import (
    app,
    connect,
    core,
    installed,
    kept_postgres_database,
    migrated_database_url,
)
from tests.api.interviews.conftest import base_url, client, people, practice, settings

__all__ = [
    "app",
    "base_url",
    "client",
    "connect",
    "core",
    "installed",
    "kept_postgres_database",
    "migrated_database_url",
    "people",
    "practice",
    "settings",
]
