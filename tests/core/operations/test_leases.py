"""Leases and turns: one judge, one worker at a task, by the clock of the database."""

from __future__ import annotations

import asyncio

from sqlalchemy import update

from reprise.core.db import Database
from reprise.core.operations import repository
from reprise.core.operations.models import WorkerLease

JUDGE = {"stale_after": 4.0, "judge_again_after": 10.0}


async def register(database: Database, *executors: str) -> None:
    async with database.transaction() as session:
        for executor in executors:
            await repository.register(session, executor, {"version": "1"})


async def judge(database: Database, who: str) -> list[str]:
    async with database.transaction() as session:
        return await repository.judge_stale(session, who, **JUDGE)


async def expire(database: Database, executor: str) -> None:
    async with database.transaction() as session:
        await repository.expire(session, executor)


async def test_only_a_stale_lease_is_judged_and_only_once(database: Database) -> None:
    await register(database, "a", "b", "c")
    assert await judge(database, "a") == []
    await expire(database, "b")
    judged = await asyncio.gather(judge(database, "a"), judge(database, "c"))
    assert sorted(map(len, judged)) == [0, 1]
    assert await judge(database, "a") == []


async def test_nobody_judges_themselves(database: Database) -> None:
    await register(database, "a")
    await expire(database, "a")
    assert await judge(database, "a") == []


async def test_a_judged_worker_may_not_go_on(database: Database) -> None:
    await register(database, "a", "b")
    await expire(database, "b")
    await judge(database, "a")
    async with database.transaction() as session:
        assert await repository.beat(session, "a")
        assert not await repository.beat(session, "b")
        assert not await repository.holds_lease(session, "b")
        assert await repository.count_alive(session, stale_after=4.0) == 1


async def test_a_beat_in_time_keeps_a_late_worker(database: Database) -> None:
    await register(database, "a", "b")
    await expire(database, "b")
    async with database.transaction() as session:
        assert await repository.beat(session, "b")
    assert await judge(database, "a") == []


async def test_a_judge_that_died_is_replaced(database: Database) -> None:
    await register(database, "a", "b", "c")
    await expire(database, "b")
    assert await judge(database, "a") == ["b"]
    async with database.transaction() as session:
        again = await repository.judge_stale(session, "c", stale_after=4.0, judge_again_after=0.0)
    assert again == ["b"]


async def test_one_in_a_while_gets_the_turn(database: Database) -> None:
    async def ask(who: str, every: float = 600) -> bool:
        async with database.transaction() as session:
            return await repository.take_turn(session, "sweep", who, every=every)

    assert await ask("a")
    assert await asyncio.gather(*(ask(who) for who in "abcde")) == [False] * 5
    async with database.transaction() as session:
        assert await repository.take_turn(session, "another", "b", every=0.0)
        assert await repository.take_turn(session, "another", "c", every=0.0)


async def test_a_clock_that_is_set_back_keeps_no_dead_worker_alive(database: Database) -> None:
    await register(database, "a", "b")
    async with database.transaction() as session:
        ahead = update(WorkerLease).where(WorkerLease.executor_id == "b")
        await session.execute(ahead.values(beat_at=WorkerLease.beat_at + 3600))
    # It may live: it gets the time that anybody has.
    assert await judge(database, "a") == []
    await asyncio.sleep(0.05)
    async with database.transaction() as session:
        judged = await repository.judge_stale(session, "a", stale_after=0.0, judge_again_after=10.0)
    assert judged == ["b"]


async def test_a_clock_that_is_set_back_puts_no_turn_off(database: Database) -> None:
    async with database.transaction() as session:
        # As it looks when the clock was ahead by most of an hour.
        assert await repository.take_turn(session, "sweep", "a", every=3600)
    async with database.transaction() as session:
        assert await repository.take_turn(session, "sweep", "b", every=600)
        assert not await repository.take_turn(session, "sweep", "c", every=600)
