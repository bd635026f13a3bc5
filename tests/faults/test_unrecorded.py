"""A database that takes neither the end of a job nor the outcome of its workflow, as one on a full disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from tests.faults.conftest import StartStudio
from tests.faults.studio import Studio
from tests.support import tied

from reprise.core.db import configure_sqlite
from reprise.core.db.urls import sync_url

REFUSED = {
    "no_end": ("generation_jobs", "NEW.status = 'completed'"),
    "no_outcome": ("workflow_status", "NEW.status IN ('SUCCESS', 'ERROR')"),
}


@contextmanager
def refusing_ends(studio: Studio) -> Iterator[None]:
    creating = [
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, 'full'); END"
        for name, (table, when) in REFUSED.items()
    ]
    _execute(studio, creating)
    try:
        yield
    finally:
        _execute(studio, [f"DROP TRIGGER {name}" for name in REFUSED])


def _execute(studio: Studio, statements: list[str]) -> None:
    engine = create_engine(sync_url(studio.database_url))
    configure_sqlite(engine)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_job_whose_end_could_not_be_stored_is_taken_up_again(
    start_studio: StartStudio,
) -> None:
    studio = start_studio()
    (worker,) = studio.workers()
    with refusing_ends(studio):
        job = studio.submit("takes 0.1")
        tied.until(lambda: "workflow_failed" in studio.server.log, 60, lambda: studio.server.log[-4000:])
    assert studio.wait(job, within_s=120)["status"] == "completed"
    assert [process.pid for process in studio.workers()] == [worker.pid]
