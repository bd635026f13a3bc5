"""A line is looked at by the workflow engine only when something waits there, and then always."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from reprise.core.db import Database
from reprise.core.operations import repository
from reprise.core.operations.queue import Submission, WorkQueue, system_engine
from reprise.core.operations.waiting import (
    ASK_POSTGRES,
    ASK_SQLITE,
    Line,
    line_of,
    look_only_when_something_waits,
)


@pytest.fixture
def engine(migrated_database_url: str) -> Iterator[sa.Engine]:
    opened = system_engine(migrated_database_url, pool_size=3)
    yield opened
    opened.dispose()


@pytest.fixture
def line(migrated_database_url: str, engine: sa.Engine) -> Line:
    return line_of(migrated_database_url, engine)


async def enqueued(database: Database, queue: WorkQueue, workflow: str, line: str = "line") -> None:
    async with database.transaction() as session:
        await queue.enqueue(session, Submission("work", line, workflow, "argument"))


async def test_what_waits_is_seen_at_once_and_until_it_is_taken(
    database: Database, queue: WorkQueue, line: Line
) -> None:
    assert not line.may_wait("line")
    for workflow in ("first", "second"):
        await enqueued(database, queue, workflow)
        # However often it was asked before: whoever looks may have had no room for it.
        assert [line.may_wait("line") for _ in range(3)] == [True] * 3
        async with database.transaction() as session:
            await repository.register(session, f"for {workflow}", {"version": "1"})
            assert await queue.take_over(session, f"for {workflow}", workflow)
        assert [line.may_wait("line") for _ in range(3)] == [False] * 3


async def test_what_is_put_back_is_seen(database: Database, queue: WorkQueue, line: Line) -> None:
    await enqueued(database, queue, "work")
    async with database.transaction() as session:
        await repository.register(session, "worker", {"version": "1"})
        assert await queue.take_over(session, "worker", "work")
    assert not line.may_wait("line")
    async with database.transaction() as session:
        assert await queue.put_back(session, "worker", ["work"]) == ["work"]
    assert line.may_wait("line")


async def test_lines_are_told_apart(database: Database, queue: WorkQueue, line: Line) -> None:
    assert not line.may_wait("line")
    assert not line.may_wait("other")
    await enqueued(database, queue, "work", "other")
    assert not line.may_wait("line")
    assert line.may_wait("other")


async def test_what_is_not_committed_does_not_wait_yet(
    database: Database, queue: WorkQueue, line: Line
) -> None:
    async with database.transaction() as session:
        await queue.enqueue(session, Submission("work", "line", "open", "argument"))
        assert not line.may_wait("line")
    assert line.may_wait("line")


async def test_a_database_that_does_not_answer_is_left_to_whoever_looks(
    migrated_database_url: str, database_kind: str, database: Database, queue: WorkQueue, engine: sa.Engine
) -> None:
    line = line_of(migrated_database_url, engine)
    assert not line.may_wait("line")
    if database_kind == "sqlite":
        path = Path(migrated_database_url.removeprefix("sqlite:///"))
        gone = line_of(f"sqlite:///{path.parent / 'nowhere' / path.name}", engine)
        assert gone.may_wait("line")
        return
    async with database.transaction() as session:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%queue_name = %'"
        await session.execute(
            sa.text(f"{ended} AND pid <> pg_backend_pid() AND datname = current_database()")
        )
    assert line.may_wait("line")
    assert not line.may_wait("line")
    await enqueued(database, queue, "work")
    assert line.may_wait("line")


def test_the_question_has_an_index(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            # A table of no rows is read as it lies, whatever index it has.
            connection.execute(sa.text("SET enable_seqscan = off"))
            explain = f"EXPLAIN {ASK_POSTGRES.replace(':queue', ':line')}"
        else:
            explain = f"EXPLAIN QUERY PLAN {ASK_SQLITE.replace('?', ':line')}"
        plan = str(connection.execute(sa.text(explain), {"line": "line"}).fetchall())
    assert "idx_workflow_status_in_flight" in plan


async def test_the_engine_has_nothing_to_look_at_while_nothing_waits(
    database: Database, queue: WorkQueue, line: Line
) -> None:
    class System:
        def dequeue_scopes(self, queue: str) -> list[str | None]:
            return [None]

    system, full = System(), set[str]()
    look_only_when_something_waits(system, line, full=full.__contains__)
    assert system.dequeue_scopes("line") == []
    full.add("line")
    assert system.dequeue_scopes("line") == [None], "that there is no room is the engine's to find"
    full.clear()
    await enqueued(database, queue, "work")
    assert system.dequeue_scopes("line") == [None]
