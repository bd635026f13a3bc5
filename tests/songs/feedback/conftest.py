"""The fixtures that the tests of the API have."""

from __future__ import annotations

from tests.api.conftest import kept_postgres_database, migrated_database_url

__all__ = ["kept_postgres_database", "migrated_database_url"]
