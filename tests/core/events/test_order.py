"""Events are read in the order of commits: nothing is skipped, nothing comes twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from reprise.core.db import Database, utcnow
from reprise.core.events import repository
from reprise.core.events.repository import Position

TOPIC = "test"
SUBJECT = uuid4()


async def append(session: Any, number: int, subject: UUID = SUBJECT) -> None:
    await repository.append(session, TOPIC, subject, "counted", {"number": number})


async def read(database: Database, after: Position = Position(0, 0), **narrowed: Any) -> list[int]:
    async with database.snapshot() as session:
        page = await repository.read_after(session, after, limit=1000, **narrowed)
    return [event.payload["number"] for event in page]


@pytest.mark.parametrize("database_kind", ["postgresql"])
class TestOpenTransactions:
    async def test_a_later_id_that_commits_first_waits_for_the_earlier(self, database: Database) -> None:
        async with database.transaction() as early:
            await append(early, 1)
            async with database.transaction() as late:
                await append(late, 2)
            assert await read(database) == []
        assert await read(database) == [1, 2]

    async def test_an_open_transaction_that_wrote_elsewhere_holds_events_back_too(
        self, database: Database
    ) -> None:
        """It may still append one, and its place would be before those of others."""
        async with database.transaction() as early:
            await repository.forget_before(early, utcnow() - timedelta(days=1))
            await append(early, 0)
            async with database.transaction() as late:
                await append(late, 1)
            await append(early, 2)
            assert await read(database) == []
        assert sorted(await read(database)) == [0, 1, 2]
        assert await read(database) == [0, 2, 1]

    async def test_one_that_fails_holds_nothing_back(self, database: Database) -> None:
        with pytest.raises(ZeroDivisionError):
            async with database.transaction() as early:
                await append(early, 1)
                async with database.transaction() as late:
                    await append(late, 2)
                raise ZeroDivisionError
        assert await read(database) == [2]


async def test_a_reader_that_follows_many_writers_misses_nothing(database: Database) -> None:
    writers, each = 6, 15
    seen: list[int] = []

    async def write(writer: int) -> None:
        for step in range(each):
            async with database.transaction() as session:
                await append(session, writer * each + step)
                await asyncio.sleep(0.001 * (writer % 3))

    async def follow() -> None:
        position = Position(0, 0)
        while len(seen) < writers * each:
            async with database.snapshot() as session:
                page = await repository.read_after(session, position, limit=7)
            seen.extend(event.payload["number"] for event in page)
            position = page[-1].position if page else position
            await asyncio.sleep(0)

    async with asyncio.timeout(60):
        await asyncio.gather(follow(), *(write(writer) for writer in range(writers)))
    assert sorted(seen) == list(range(writers * each))
    for writer in range(writers):
        own = [number for number in seen if number // each == writer]
        assert own == sorted(own)


async def test_reading_can_be_narrowed(database: Database) -> None:
    other = uuid4()
    for number, subject in enumerate((SUBJECT, other, SUBJECT)):
        async with database.transaction() as session:
            await append(session, number, subject)
    assert await read(database, subject_id=SUBJECT) == [0, 2]
    assert await read(database, subject_id=other, topic=TOPIC) == [1]
    assert await read(database, topic="another") == []
    async with database.snapshot() as session:
        first, second, _ = await repository.read_after(session, Position(0, 0), limit=3)
    assert await read(database, first.position, upto=second.position) == [1]


async def test_forgetting_moves_the_horizon_and_keeps_what_is_newer(database: Database) -> None:
    async with database.transaction() as session:
        await append(session, 1)
    await asyncio.sleep(0.01)
    instant = utcnow()
    async with database.transaction() as session:
        await append(session, 2)
    async with database.snapshot() as session:
        (first, second) = await repository.read_after(session, Position(0, 0), limit=9)
        assert await repository.horizon(session) == Position(0, 0)
    async with database.transaction() as session:
        assert await repository.forget_before(session, instant) == 1
        assert await repository.forget_before(session, instant) == 0
    assert await read(database) == [2]
    async with database.snapshot() as session:
        assert await repository.horizon(session) == first.position
        assert await repository.newest(session) == second.position


@pytest.mark.parametrize(
    "garbage", ["", "x", "1", "-", "1-", "-1", "1-2-3", "-1--1", "½-1", "٣-1", "9223372036854775808-1"]
)
def test_a_malformed_position_is_none(garbage: str) -> None:
    assert Position.parse(garbage) is None


def test_a_position_is_read_back_from_its_text() -> None:
    assert Position.parse(str(Position(7, 2**63 - 1))) == Position(7, 2**63 - 1)
    assert Position(9, 1) < Position(10, 0)
