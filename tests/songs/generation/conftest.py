"""The fixtures that the tests of the API have."""

from __future__ import annotations

from tests.api.conftest import (
    app,
    base_url,
    client,
    connect,
    core,
    installed,
    kept_postgres_database,
    migrated_database_url,
    settings,
    studio,
)

__all__ = [
    "app",
    "base_url",
    "client",
    "connect",
    "core",
    "installed",
    "kept_postgres_database",
    "migrated_database_url",
    "settings",
    "studio",
]
