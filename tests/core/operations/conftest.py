"""The fixtures that the tests of the API have, and the queue."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from tests.api.conftest import kept_postgres_database, migrated_database_url

from reprise.core.operations.queue import WorkQueue

__all__ = ["kept_postgres_database", "migrated_database_url"]


@pytest.fixture
async def queue(migrated_database_url: str) -> AsyncIterator[WorkQueue]:
    opened = WorkQueue(migrated_database_url)
    yield opened
    opened.close()
