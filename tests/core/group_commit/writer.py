"""A small group commit to test with: one table, and items that say how they end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import cast
from uuid import uuid4

from sqlalchemy import Connection, Table, insert, select, text

from reprise.core.auth.models import ApiKey
from reprise.core.db import Database, utcnow
from reprise.core.db.many_rows import Inserts
from reprise.core.errors import AppError, ConflictError
from reprise.core.group_commit import GroupCommit, Memory
from reprise.core.limits.models import Allowance

GOOD = 100.0


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
