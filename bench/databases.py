"""The databases a figure is measured on: SQLite always, PostgreSQL where it is to be had."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support import postgres, programs
from tests.support.postgres import PostgresServer


@contextmanager
def postgres_server() -> Iterator[PostgresServer | None]:
    """The server that REPRISE_TEST_POSTGRES_URL names, else a private one, else None."""
    if url := os.environ.get("REPRISE_TEST_POSTGRES_URL"):
        yield PostgresServer(url)
        return
    binaries = programs.find_postgresql()
    if binaries is None:
        yield None
        return
    with postgres.private_server(binaries) as server:
        yield server
