"""A database that is away, gets lost, hangs or is locked: who waits is told, what comes after is written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from tests.core.group_commit.writer import GOOD, Writer, execute, leave_to_insert, stored, together

from reprise.core.db import Database, is_busy, is_in_doubt, is_unavailable
from reprise.core.db.many_rows import Inserts
from reprise.core.errors import AppError
from reprise.core.group_commit import GroupCommit, Inserting, Memory
from reprise.core.limits.models import Allowance

# Deferred triggers run inside COMMIT; the backend ends itself there.
LOST_AT_COMMIT = (
    "CREATE FUNCTION get_lost() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END $$",
    "CREATE CONSTRAINT TRIGGER get_lost AFTER INSERT ON allowances DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION get_lost()",
)


async def test_a_database_that_cannot_be_reached_is_asked_once(
    migrated_database_url: str, database_kind: str, tmp_path: Path
) -> None:
    """PostgreSQL refuses with an error of no class; whatever the kind, no item is to blame."""
    nowhere = (
        f"sqlite:///{tmp_path}/no/such/place.db" if database_kind == "sqlite" else f"{migrated_database_url}x"
    )
    asked: list[str] = []

    def asking(*_: Any) -> None:
        asked.append("connect")

    lost = Database(nowhere)
    event.listen(Engine, "do_connect", asking)
    try:
        outcomes = await together(GroupCommit(lost, Writer()), *(f"item {place}" for place in range(10)))
    finally:
        event.remove(Engine, "do_connect", asking)
        await lost.close()
    assert all(isinstance(outcome, DBAPIError) for outcome in outcomes), outcomes
    assert len(asked) == 1


async def test_a_connection_that_is_lost_while_committing_leaves_doubt(
    database: Database, database_kind: str
) -> None:
    if database_kind == "sqlite":
        pytest.skip("a file has no connection to lose")
    writer = Writer()
    await execute(database, *LOST_AT_COMMIT)
    try:
        with pytest.raises(DBAPIError) as ordinary:
            async with database.transaction() as session:
                session.add(Allowance(key="ordinary", free_at=GOOD))
        grouped = await together(GroupCommit(database, writer), "one", "two")
    finally:
        # The tables are emptied for the next test, not made anew.
        await execute(database, "DROP FUNCTION get_lost CASCADE")
    for error in (ordinary.value, *grouped):
        assert isinstance(error, DBAPIError)
        assert is_in_doubt(error)
    assert writer.flushes == [["one", "two"]]


SLOW = (
    "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$",
    "CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON allowances {when} "
    "FOR EACH ROW EXECUTE FUNCTION dawdle()",
)


@pytest.fixture
async def impatient(migrated_database_url: str, database_kind: str) -> AsyncIterator[Database]:
    if database_kind == "sqlite":
        pytest.skip("SQLite has no server that could hang, and its locks are waited for by the driver")
    opened = Database(migrated_database_url, patience=2)
    yield opened
    await opened.close()


async def test_a_commit_that_fails_spoils_no_later_one(database: Database) -> None:
    # Refused by COMMIT and not before, as SQLite refuses what the disk has no room for.
    await execute(
        database,
        "CREATE TABLE parents (id INTEGER PRIMARY KEY)",
        "CREATE TABLE children (parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)",
    )
    writer = Writer()

    def write(connection: Connection, items: Sequence[str]) -> Sequence[str | AppError]:
        if "childless" not in items:
            connection.execute(text("INSERT INTO children VALUES (1)"))
        return writer(connection, items)

    group = GroupCommit(database, write)
    (refused,) = await together(group, "refused by the commit")
    assert isinstance(refused, IntegrityError)
    assert await together(group, "childless") == ["childless!"]
    await execute(database, "INSERT INTO parents VALUES (1)")
    assert await stored(database) == {"childless"}


@pytest.mark.parametrize("inserting", [False, True])
@pytest.mark.parametrize(("when", "doubt"), [("", False), ("DEFERRABLE INITIALLY DEFERRED", True)])
async def test_a_flush_that_hangs_is_given_up_and_the_next_goes_on(
    when: str, doubt: bool, inserting: bool, impatient: Database, database: Database
) -> None:
    writer = Writer()

    def decide(
        _: Connection, inserts: Inserts, items: Sequence[str], memory: Memory
    ) -> Sequence[str | AppError]:
        writer.flushes.append(items)
        return leave_to_insert(_, inserts, items, memory)

    group = GroupCommit(impatient, Inserting(decide) if inserting else writer)
    await group.submit("before")
    await execute(database, SLOW[0], SLOW[1].format(when=when))
    try:
        async with asyncio.timeout(20):
            outcomes = await together(group, "one", "two")
    finally:
        await execute(database, "DROP FUNCTION dawdle CASCADE")
    for outcome in outcomes:
        # The server gives up a statement by itself; nobody else is there to give up a commit.
        assert isinstance(outcome, TimeoutError if doubt else DBAPIError)
        assert is_unavailable(outcome) != doubt
        assert is_in_doubt(outcome) == doubt
    assert writer.flushes == [["before"], ["one", "two"]]
    assert await group.submit("after") == "after!"
    assert await stored(database) == {"before", "after"}


async def test_a_table_that_is_locked_fails_what_waits_once_and_no_longer(
    impatient: Database, database: Database
) -> None:
    writer = Writer()
    group = GroupCommit(impatient, writer)
    async with database.transaction() as session:
        await session.execute(text("LOCK TABLE allowances"))
        outcomes = await together(group, "one", "two")
    assert all(isinstance(outcome, DBAPIError) and is_busy(outcome.orig) for outcome in outcomes), outcomes
    assert writer.flushes == [["one", "two"]]
    assert await group.submit("after") == "after!"
    assert await stored(database) == {"after"}


async def test_a_lost_connection_is_replaced_before_the_next_flush(
    database: Database, database_kind: str
) -> None:
    if database_kind == "sqlite":
        pytest.skip("a file has no connection to lose")
    group = GroupCommit(database, Writer())
    await group.submit("before")
    async with database.transaction() as session:
        mine = await session.scalar(select(func.pg_backend_pid()))
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        connection = await session.connection()
        await connection.exec_driver_sql(f"{others} WHERE datname = current_database() AND pid <> {mine}")
    await asyncio.sleep(0.2)
    assert await group.submit("after") == "after!"
