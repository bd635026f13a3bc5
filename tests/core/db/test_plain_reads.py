"""Single statements on plain connections."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from reprise.core.db import Database


def _emails(connection: Connection, like: str) -> list[str]:
    rows = connection.execute(text("SELECT id FROM users WHERE role LIKE :like"), {"like": like})
    return [str(row[0]) for row in rows]


async def test_it_reads_what_was_committed_by_then(migrated_database_url: str) -> None:
    database = Database(migrated_database_url)
    (before,) = await asyncio.gather(database.read(partial(_emails, like="%")))
    async with database.transaction() as session:
        await session.execute(text("UPDATE users SET role = 'rater'"))
        during = await database.read(partial(_emails, like="rater"))
    after = await asyncio.gather(*(database.read(partial(_emails, like="rater")) for _ in range(50)))
    assert before and during == []
    assert after == [before] * 50
    await database.close()
    await database.close()


async def test_a_failure_is_told_and_the_next_is_answered(migrated_database_url: str) -> None:
    database = Database(migrated_database_url)

    def fail(connection: Connection) -> None:
        connection.execute(text("SELECT nothing FROM nowhere"))

    for _ in range(20):
        with pytest.raises(DBAPIError):
            await database.read(fail)
    assert await database.read(partial(_emails, like="%"))
    await database.close()
