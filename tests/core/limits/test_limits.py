"""Allowances: as many at once as may be, then one by one, by the clock of the database."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select, update

from reprise.core.db import Database
from reprise.core.limits import repository, service
from reprise.core.limits.allowance import Limit, network_of
from reprise.core.limits.errors import TooManyAttemptsError
from reprise.core.limits.models import Allowance

LIMIT = Limit("test", burst=3, seconds=600)
KEY = LIMIT.key("somebody")


async def take(database: Database, limit: Limit = LIMIT, key: str = KEY) -> float | None:
    """How long to wait; None when it was allowed."""
    try:
        await service.take(database, (limit, key))
    except TooManyAttemptsError as error:
        return float(error.headers["Retry-After"])
    return None


async def pass_time(database: Database, seconds: float) -> None:
    async with database.transaction() as session:
        await session.execute(update(Allowance).values(free_at=Allowance.free_at - seconds))


async def test_racing_tries_share_one_allowance(database: Database) -> None:
    waits = await asyncio.gather(*(take(database) for _ in range(12)))
    assert waits.count(None) == LIMIT.burst
    assert all(wait is None or 590 < wait <= 600 for wait in waits)


async def test_tries_come_back_one_by_one_and_never_more_than_at_first(database: Database) -> None:
    for _ in range(3):
        assert await take(database) is None
    await pass_time(database, 601)
    assert [await take(database) is None for _ in range(2)] == [True, False]
    await pass_time(database, 1_000_000)
    assert [await take(database) is None for _ in range(4)] == [True, True, True, False]


async def test_many_tries_together_are_those_that_are_there_one_by_one(database: Database) -> None:
    """Also of one address, where more come at once than are left."""
    one, two, three = (LIMIT.key(name) for name in ("one", "two", "three"))
    tries = [one, two, one, three, one, two, one]
    waits = await database.write_together(lambda it: repository.charge_together(it, LIMIT, tries))
    assert [wait == 0 for wait in waits] == [True, True, True, True, True, True, False]
    assert 590 < waits[-1] <= 600
    waits = await database.write_together(lambda it: repository.charge_together(it, LIMIT, [two, two, three]))
    assert [wait == 0 for wait in waits] == [True, False, True]


async def test_others_are_counted_apart(database: Database) -> None:
    for _ in range(4):
        await take(database)
    assert await take(database, key=LIMIT.key("somebody else")) is None
    assert await take(database, Limit("other", 1, 60), Limit("other", 1, 60).key("somebody")) is None


async def test_what_is_refused_by_one_takes_nothing_of_another(database: Database) -> None:
    other = Limit("other", burst=1, seconds=600)
    for _ in range(3):
        await take(database)
    with pytest.raises(TooManyAttemptsError):
        await service.take(database, (other, other.key("x")), (LIMIT, KEY))
    assert await take(database, other, other.key("x")) is None


async def test_rows_that_mean_nothing_go(database: Database) -> None:
    for number in range(30):
        await take(database, key=LIMIT.key(str(number)))
    await pass_time(database, 601)
    await take(database)
    async with database.snapshot() as session:
        assert await session.scalar(select(func.count()).select_from(Allowance)) == 1


async def test_what_is_held_is_held_for_a_while(database: Database) -> None:
    assert not await service.is_held(database, KEY)
    for _ in range(2):
        async with database.transaction() as session:
            await repository.hold(session, KEY, 60)
    assert await service.is_held(database, KEY)
    await pass_time(database, 61)
    assert not await service.is_held(database, KEY)


def test_a_key_tells_nothing_and_mixes_nobody_up() -> None:
    assert "somebody" not in KEY
    assert LIMIT.key("a", "bc") != LIMIT.key("ab", "c")
    assert len(LIMIT.key("x" * 10_000)) <= 80


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_subscribers_addresses_are_one(address: str, network: str) -> None:
    assert network_of(address) == network
