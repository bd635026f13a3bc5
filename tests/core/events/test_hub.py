"""One reader of the table, any number of listeners, none of whom holds up the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, event

from reprise.core.db import Database
from reprise.core.events import hub as hubs
from reprise.core.events import repository
from reprise.core.events.hub import EventHub, SlowReaderError, Subscription

TOPIC = "test"
PATIENCE = 20.0


@pytest.fixture
async def hub(database: Database) -> AsyncIterator[EventHub]:
    opened = EventHub(database)
    yield opened
    await opened.close()


async def happen(database: Database, *numbers: int, subject: UUID | None = None) -> None:
    async with database.transaction() as session:
        for number in numbers:
            await repository.append(session, TOPIC, subject or uuid4(), "counted", {"number": number})


async def heard(subscription: Subscription, count: int) -> list[int]:
    numbers = []
    for _ in range(count):
        happened = await subscription.next(PATIENCE)
        assert happened is not None
        numbers.append(happened.payload["number"])
    return numbers


async def test_many_listeners_hear_the_same_in_the_same_order(database: Database, hub: EventHub) -> None:
    async with AsyncExitStack() as stack:
        listeners = [await stack.enter_async_context(hub.subscribe(TOPIC)) for _ in range(200)]
        for start in range(0, 30, 3):
            await happen(database, start, start + 1, start + 2)
        for listener in listeners:
            assert await heard(listener, 30) == list(range(30))


async def test_the_table_is_read_once_however_many_listen(database: Database, hub: EventHub) -> None:
    reads = 0

    def note(_: object, __: object, statement: str, *___: object) -> None:
        nonlocal reads
        reads += "FROM events" in statement

    event.listen(Engine, "before_cursor_execute", note)
    try:
        async with AsyncExitStack() as stack:
            for _ in range(100):
                await stack.enter_async_context(hub.subscribe(TOPIC))
            clock = asyncio.get_running_loop()
            began, reads = clock.time(), 0
            await asyncio.sleep(0.5)
            assert 0 < reads <= (clock.time() - began) / hubs._POLL_EVERY + 1
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_nobody_listening_reads_nothing(database: Database, hub: EventHub) -> None:
    async with hub.subscribe(TOPIC) as listener:
        await happen(database, 1)
        assert await heard(listener, 1) == [1]
    await asyncio.sleep(0.3)
    await happen(database, 2)
    async with hub.subscribe(TOPIC) as listener:
        await happen(database, 3)
        assert await heard(listener, 1) == [3]


async def test_a_listener_hears_only_its_subject(database: Database, hub: EventHub) -> None:
    mine = uuid4()
    async with hub.subscribe(TOPIC, mine) as listener, hub.subscribe("another") as deaf:
        await happen(database, 1)
        await happen(database, 2, subject=mine)
        assert await heard(listener, 1) == [2]
        assert await deaf.next(0.01) is None


async def test_a_slow_listener_is_dropped_and_the_others_go_on(database: Database, hub: EventHub) -> None:
    count = hubs._BACKLOG + 100
    async with hub.subscribe(TOPIC) as slow, hub.subscribe(TOPIC) as quick:
        listening = asyncio.create_task(heard(quick, count))
        for start in range(0, count, 300):
            await happen(database, *range(start, min(start + 300, count)))
            hub.wake()
        assert await listening == list(range(count))
        with pytest.raises(SlowReaderError):
            await slow.next(PATIENCE)


async def test_a_dropped_listener_comes_back_to_where_it_was(database: Database, hub: EventHub) -> None:
    async with hub.subscribe(TOPIC) as first:
        await happen(database, *range(5))
        last = [await first.next(PATIENCE) for _ in range(2)][-1]
        assert last is not None
        await heard(first, 3)
    await happen(database, *range(5, 1200))
    async with hub.subscribe(TOPIC) as second:
        assert await hub.knows(last.position)
        replayed = [happened async for happened in hub.replay(second, last.position, TOPIC, None)]
        missed = [happened.payload["number"] for happened in replayed]
        assert missed + await heard(second, 1198 - len(missed)) == list(range(2, 1200))


async def test_a_reader_survives_a_database_that_is_away_for_a_moment(
    database: Database, hub: EventHub
) -> None:
    async with hub.subscribe(TOPIC) as listener:
        await happen(database, 1)
        assert await heard(listener, 1) == [1]
        await database.close()
        await happen(database, 2)
        assert await heard(listener, 1) == [2]
