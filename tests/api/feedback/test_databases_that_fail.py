"""Feedback while PostgreSQL loses a connection or hangs: what people are told, and that it goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import text
from tests.api.feedback.listener import Listener

from reprise.core.context import Core, open_core
from reprise.core.db import Database
from reprise.core.group_commit import CommitGroups
from reprise.core.settings import Settings

# Deferred triggers run inside COMMIT; the backend ends itself there.
LOST_AT_COMMIT = (
    "PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5)",
    "DEFERRABLE INITIALLY DEFERRED",
)
HANGS = ("PERFORM pg_sleep(60)", "")


@pytest.fixture
async def core(settings: Settings, database_kind: str) -> AsyncIterator[Core]:
    if database_kind == "sqlite":
        pytest.skip("a file has no connection to lose")
    opened = open_core(settings)
    impatient = Database(opened.database.url, patience=5)
    yield replace(opened, groups=CommitGroups(impatient, committed=opened.events.wake))
    await impatient.close()
    await opened.close()


@asynccontextmanager
async def trouble(database: Database, what: str, when: str) -> AsyncIterator[None]:
    """With each row of feedback, `what` happens."""
    async with database.transaction() as session:
        body = f"$$ BEGIN {what}; RETURN NULL; END $$"
        await session.execute(text(f"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS {body}"))
        trigger = f"CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON feedback {when} FOR EACH ROW"
        await session.execute(text(f"{trigger} EXECUTE FUNCTION fail()"))
    try:
        yield
    finally:
        # The tables are emptied for the next test, not made anew.
        async with database.transaction() as session:
            await session.execute(text("DROP FUNCTION fail CASCADE"))


@pytest.mark.parametrize(
    ("failure", "code"), [(LOST_AT_COMMIT, "COMMIT_IN_DOUBT"), (HANGS, "DATABASE_UNAVAILABLE")]
)
async def test_a_request_whose_flush_failed_may_be_sent_again_with_its_key(
    failure: tuple[str, str], code: str, listener: Listener
) -> None:
    (a, _) = await listener.samples()
    said = {"audio_id": a, "rating": 4}
    async with trouble(listener.studio.core.database, *failure):
        answer = await listener.post("/feedback", said, key="again")
    assert (answer.status_code, answer.json()["detail"]["code"]) == (503, code)
    assert answer.headers["retry-after"] == "2"
    again = await listener.post("/feedback", said, key="again")
    assert again.status_code == 201
    assert [str(row.id) for row in await listener.rows()] == [again.json()["id"]]
