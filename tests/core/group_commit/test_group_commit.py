"""Many writes at once: few transactions, each answered when it is stored, a bad one refused alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, create_engine, insert, select
from sqlalchemy.exc import IntegrityError
from tests.core.group_commit.writer import GOOD, Writer, leave_to_insert, stored, together

from reprise.core.db import Database, ordered_id
from reprise.core.db.many_rows import Inserts
from reprise.core.db.urls import sync_url
from reprise.core.errors import AppError, ConflictError
from reprise.core.group_commit import CommitGroups, GroupCommit, Inserting, Memory, TooManyWritesError, Write
from reprise.core.limits.models import Allowance


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
