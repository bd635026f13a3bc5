"""Many writes at once: few transactions, each answered when it is stored, a bad one refused alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, Table, create_engine, event, func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from reprise.core.auth.models import ApiKey
from reprise.core.db import Database, is_busy, is_in_doubt, is_unavailable, ordered_id, utcnow
from reprise.core.db.many_rows import Inserts
from reprise.core.db.urls import sync_url
from reprise.core.errors import AppError, ConflictError
from reprise.core.group_commit import CommitGroups, GroupCommit, Inserting, Memory, TooManyWritesError, Write
from reprise.core.limits.models import Allowance

GOOD = 100.0
# Deferred triggers run inside COMMIT; the backend ends itself there.
LOST_AT_COMMIT = (
    "CREATE FUNCTION get_lost() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END $$",
    "CREATE CONSTRAINT TRIGGER get_lost AFTER INSERT ON allowances DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION get_lost()",
)


class Writer:
    """Writes allowances, as any table would do; remembers what it was given together."""

    def __init__(self) -> None:
        self.flushes: list[Sequence[str]] = []

    def __call__(self, connection: Connection, items: Sequence[str]) -> Sequence[str | AppError]:
        self.flushes.append(items)
        good = [item for item in items if not item.startswith("refused")]
        if good:
            connection.execute(insert(Allowance), [{"key": item, "free_at": GOOD} for item in good])
        if any(item.startswith("orphan") for item in items):
            orphan = {"id": uuid4(), "owner_id": uuid4(), "name": "x", "hint": "x", "digest": "x"}
            connection.execute(insert(ApiKey), [orphan])
        return [ConflictError("no") if item.startswith("refused") else f"{item}!" for item in items]


async def stored(database: Database) -> set[str]:
    async with database.snapshot() as session:
        return set(await session.scalars(select(Allowance.key)))


async def together(group: GroupCommit[str, str], *items: str) -> list[str | BaseException]:
    return await asyncio.gather(*(group.submit(item) for item in items), return_exceptions=True)


async def execute(database: Database, *statements: str) -> None:
    async with database.transaction() as session:
        for statement in statements:
            await session.execute(text(statement))


async def test_what_comes_at_once_is_written_in_few_transactions(database: Database) -> None:
    writer = Writer()
    items = [f"item {place}" for place in range(60)]
    assert await together(GroupCommit(database, writer), *items) == [f"{item}!" for item in items]
    assert await stored(database) == set(items)
    assert len(writer.flushes) <= 2
    assert [item for flush in writer.flushes for item in flush] == items


async def test_whoever_comes_during_a_flush_is_in_the_next(database: Database) -> None:
    writer = Writer()
    group = GroupCommit(database, writer)
    first = asyncio.create_task(group.submit("first"))
    while not writer.flushes:  # noqa: ASYNC110 - it is set in another thread
        await asyncio.sleep(0)
    rest = await together(group, "second", "third")
    assert (await first, rest) == ("first!", ["second!", "third!"])
    assert await stored(database) == {"first", "second", "third"}


async def test_an_item_that_is_refused_fails_alone_in_the_same_flush(database: Database) -> None:
    writer = Writer()
    group = GroupCommit(database, writer)
    await group.submit("warm")
    good, refused, other = await together(group, "good", "refused", "other")
    assert (good, other) == ("good!", "other!")
    assert isinstance(refused, ConflictError)
    assert writer.flushes[1:] == [["good", "refused", "other"]]
    assert await stored(database) == {"warm", "good", "other"}


def leave_to_insert(
    _: Connection | None, inserts: Inserts, items: Sequence[str], __: Memory
) -> Sequence[str | AppError]:
    """Does as `Writer`, in one statement for both tables."""
    inserts.add(cast(Table, Allowance.__table__), [{"key": item, "free_at": GOOD} for item in items])
    orphan = {
        "id": uuid4(),
        "owner_id": uuid4(),
        "name": "x",
        "hint": "x",
        "digest": "x",
        "created_at": utcnow(),
    }
    orphans = [orphan for item in items if item.startswith("orphan")]
    inserts.add(cast(Table, ApiKey.__table__), orphans)
    return [f"{item}!" for item in items]


@pytest.mark.parametrize("write", [Writer(), Inserting(leave_to_insert)])
async def test_what_the_database_refuses_fails_alone_too(
    write: Write[str, str] | Inserting[str, str], database: Database
) -> None:
    group = GroupCommit(database, write)
    good, orphan, other = await together(group, "good", "orphan", "other")
    assert (good, other) == ("good!", "other!")
    assert isinstance(orphan, IntegrityError)
    assert await stored(database) == {"good", "other"}


async def test_more_than_may_wait_is_refused_with_when_to_come_back(database: Database) -> None:
    group = GroupCommit(database, Writer(), most_rows_waiting=10)
    outcomes = await together(group, *(f"item {place}" for place in range(15)))
    refused = [outcome for outcome in outcomes if isinstance(outcome, TooManyWritesError)]
    assert len(refused) == 5
    assert (refused[0].status, refused[0].headers) == (503, {"Retry-After": "1"})
    assert len(await stored(database)) == 10
    assert await group.submit("later") == "later!"


async def test_what_waits_and_what_goes_at_once_is_counted_in_rows(database: Database) -> None:
    writer = Writer()
    group = GroupCommit(database, writer, most_rows_waiting=100, most_rows_at_once=50)
    rows = {"huge": 200, "a": 30, "b": 20, "c": 1, "wide": 60, "d": 40, "last": 1}
    outcomes = await asyncio.gather(
        *(group.submit(item, rows=weight) for item, weight in rows.items()), return_exceptions=True
    )
    # The huge one is alone in the line, so it may wait; nobody may behind it.
    assert outcomes[0] == "huge!"
    assert all(isinstance(outcome, TooManyWritesError) for outcome in outcomes[1:])
    del rows["huge"], rows["wide"]
    await asyncio.gather(*(group.submit(item, rows=weight) for item, weight in rows.items()))
    assert writer.flushes == [["huge"], ["a", "b"], ["c", "d", "last"]]


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


async def test_closing_again_does_nothing(migrated_database_url: str) -> None:
    opened = Database(migrated_database_url)
    await GroupCommit(opened, Writer()).submit("one")
    await opened.close()
    await opened.close()


async def test_closing_writes_what_waits(database: Database) -> None:
    groups = CommitGroups(database, committed=lambda: None)
    writer = Writer()
    waiting = [asyncio.create_task(groups.submit(writer, f"item {place}")) for place in range(20)]
    await asyncio.sleep(0)
    await groups.close()
    assert len(await stored(database)) == 20
    assert len(await asyncio.gather(*waiting)) == 20


async def test_whoever_listens_is_told_after_the_commit(database: Database) -> None:
    """By another connection, which sees only what is committed."""
    other = create_engine(sync_url(database.url))
    seen: list[set[str]] = []

    def look() -> None:
        with other.connect() as connection:
            seen.append(set(connection.scalars(select(Allowance.key))))

    groups = CommitGroups(database, committed=look)
    writer = Writer()
    await groups.submit(writer, "one")
    with pytest.raises(ConflictError):
        await groups.submit(writer, "refused")
    await groups.submit(writer, "two")
    other.dispose()
    assert seen == [{"one"}, {"one"}, {"one", "two"}]


async def test_nobody_is_told_of_a_write_that_nobody_waits_for_any_more(database: Database) -> None:
    group = GroupCommit(database, Writer())
    gone = asyncio.create_task(group.submit("gone"))
    await asyncio.sleep(0)
    gone.cancel()
    assert await group.submit("stays") == "stays!"
    assert "stays" in await stored(database)


async def test_it_takes_turns_with_ordinary_transactions(database: Database) -> None:
    group = GroupCommit(database, Writer())

    async def ordinary(place: int) -> None:
        async with database.transaction() as session:
            session.add(Allowance(key=f"ordinary {place}", free_at=GOOD))

    await asyncio.gather(
        *(ordinary(place) for place in range(20)), *(group.submit(f"item {place}") for place in range(40))
    )
    assert len(await stored(database)) == 60


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


def test_ids_grow_with_time() -> None:
    made = [ordered_id() for _ in range(10_000)]
    assert made == sorted(made)
    assert [identity for identity, _ in made] == sorted({identity for identity, _ in made})
    assert all(identity.version == 7 for identity, _ in made)
    assert all(instant.microsecond % 1_000 == 0 for _, instant in made)
    assert [instant for identity, instant in made] == sorted(instant for _, instant in made)


async def test_what_need_not_be_durable_waits_for_no_disk_and_the_rest_does(database: Database) -> None:
    def told(connection: Connection, items: Sequence[str]) -> Sequence[str]:
        connection.execute(insert(Allowance), [{"key": item, "free_at": GOOD} for item in items])
        setting = "PRAGMA synchronous" if database.sqlite else "SHOW synchronous_commit"
        return [str(connection.exec_driver_sql(setting).scalar())] * len(items)

    quick, safe = GroupCommit(database, told, durable=False), GroupCommit(database, told)
    waits = {True: "2", False: "1"} if database.sqlite else {True: "on", False: "off"}
    for turn in range(3):
        assert await quick.submit(f"quick {turn}") == waits[False]
        assert await safe.submit(f"safe {turn}") == waits[True]
    assert len(await stored(database)) == 6


async def test_what_is_guessed_is_inserted_without_a_look_and_looked_at_when_it_is_refused(
    database: Database,
) -> None:
    looked: list[Sequence[str]] = []

    def decide(
        connection: Connection, inserts: Inserts, items: Sequence[str], memory: Memory
    ) -> Sequence[str | AppError]:
        looked.append(items)
        table = Allowance.__table__
        there = set(connection.scalars(select(table.c.key).where(table.c.key.in_(items))))
        fresh = [item for item in items if item not in there]
        leave_to_insert(connection, inserts, fresh, memory)
        return [ConflictError("there") if item in there else f"{item}!" for item in items]

    def guess(inserts: Inserts, items: Sequence[str], memory: Memory) -> Sequence[str]:
        leave_to_insert(None, inserts, items, memory)
        return [f"{item}?" for item in items]

    group = GroupCommit(database, Inserting(decide, guess))
    assert await together(group, "one", "two") == ["one?", "two?"]
    assert looked == []
    refused, three = await together(group, "two", "three")
    assert (type(refused), three) == (ConflictError, "three!")
    assert looked == [["two", "three"]]
    assert await stored(database) == {"one", "two", "three"}
