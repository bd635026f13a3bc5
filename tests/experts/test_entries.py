"""The rows of an answer, in a directory where nearly all are active, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import islice
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, event, update
from tests.support.expert_rows import experts, insert_experts

from reprise.core.db import Database
from reprise.experts.directory.models import Expert
from reprise.experts.directory.reading import EntryReader
from reprise.experts.directory.repository import entries

EXPERTS = 2_200
IDS = [UUID(int=(1 << 64) + place) for place in range(EXPERTS)]


@pytest.fixture
async def database(migrated_database_url: str) -> AsyncIterator[Database]:
    insert_experts(migrated_database_url, islice(experts(EXPERTS), EXPERTS))
    opened = Database(migrated_database_url)
    yield opened
    await opened.close()


async def test_who_may_be_recommended_is_read_as_they_are_now(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(update(Expert).where(Expert.id == IDS[1]).values(is_active=False))
        await session.execute(update(Expert).where(Expert.id == IDS[2]).values(job_title=None, tags=[]))
    known = await database.read(lambda connection: entries(connection, [*IDS[:4], uuid4()]))
    assert known.keys() == {IDS[0], IDS[2], IDS[3]}
    assert (known[IDS[2]].job_title, known[IDS[2]].tags) == (None, [])
    assert (known[IDS[3]].first_name, known[IDS[3]].hourly_rate) == ("First3", 53.0)
    assert len(known[IDS[3]].tags or ()) == 5


async def test_what_many_ask_for_is_read_together(database: Database) -> None:
    reader = EntryReader(database)
    assert await reader.of([]) == {}
    told = await asyncio.gather(*(reader.of(IDS[place : place + 3]) for place in range(40)))
    for place, known in enumerate(told):
        assert set(IDS[place : place + 3]) <= known.keys()
    assert len({id(known) for known in told}) < 10


async def test_they_are_found_by_their_ids(database: Database) -> None:
    """And not by going through all who are active, as SQLite did."""
    statements: list[tuple[str, object]] = []

    def read_and_watch(connection: Connection) -> list[str]:
        def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
            statements.append((statement, parameters))

        event.listen(connection, "before_cursor_execute", note)
        entries(connection, IDS[:3])
        event.remove(connection, "before_cursor_execute", note)
        statement, parameters = statements[-1]
        return [str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]

    if not database.sqlite:
        pytest.skip("PostgreSQL knows how many are active")
    steps = await database.read(read_and_watch)
    assert any("sqlite_autoindex_experts_1 (id=?)" in step for step in steps)
    assert not any("is_active" in step for step in steps)
