"""What goes in comes out the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from reprise.core.auth.models import User
from reprise.core.db import Database, after_commit, iso

TOKYO = timezone(timedelta(hours=9))
INSTANTS = [
    datetime(2026, 3, 1, 12, 30, 15, 123456, UTC),
    datetime(2026, 3, 1, 3, 0, tzinfo=TOKYO),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999999, UTC),
]


@pytest.mark.parametrize("instant", INSTANTS, ids=str)
async def test_an_instant_comes_back_aware_and_in_utc(instant: datetime, database: Database) -> None:
    async with database.transaction() as session:
        session.add(user := User(created_at=instant))
    async with database.snapshot() as session:
        found = await session.get_one(User, user.id)
    assert found.created_at == instant
    assert found.created_at.utcoffset() == timedelta(0)


async def test_a_naive_instant_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        async with database.transaction() as session:
            session.add(User(created_at=datetime(2026, 3, 1)))  # noqa: DTZ001 - what is to be refused
    async with database.snapshot() as session:
        assert await session.scalar(text("SELECT count(*) FROM users")) == 1


async def test_instants_compare_across_time_zones(database: Database) -> None:
    early, late = datetime(2026, 3, 1, 8, 59, tzinfo=TOKYO), datetime(2026, 3, 1, 0, 0, tzinfo=UTC)
    async with database.transaction() as session:
        session.add_all([User(created_at=early), User(created_at=late)])
    query = User.__table__.select().where(User.created_at < late, User.created_at >= early)
    async with database.snapshot() as session:
        assert [row.created_at for row in await session.execute(query)] == [early]


async def test_a_failed_transaction_leaves_nothing_and_calls_nobody(database: Database) -> None:
    called: list[str] = []

    async def hook() -> None:
        called.append("hook")

    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as session:
            session.add(User())
            await session.flush()
            after_commit(session, hook)
            raise ZeroDivisionError
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM users")) == 1
        after_commit(session, hook)
        assert called == []
    assert called == ["hook"]


async def test_a_snapshot_never_writes(database: Database) -> None:
    async with database.snapshot() as session:
        session.add(User())
        await session.flush()
    async with database.snapshot() as session:
        assert await session.scalar(text("SELECT count(*) FROM users")) == 1


def test_the_answers_format_is_iso_with_z() -> None:
    assert iso(datetime(2026, 3, 1, 3, 0, tzinfo=TOKYO)) == "2026-02-28T18:00:00.000Z"
    assert iso(None) is None
