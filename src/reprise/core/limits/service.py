"""Decisions about tries: before what is limited is done, and committed whatever comes of it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import Database
from reprise.core.limits import repository
from reprise.core.limits.allowance import Limit
from reprise.core.limits.errors import TooManyAttemptsError

Charge = tuple[Limit, str]
"""A limit and the key of whom it is counted for."""


async def take(database: Database, *charges: Charge) -> None:
    """Take one try of each, or none at all.

    In a transaction of its own: a request that fails has used its try all the same.

    Raises:
        TooManyAttemptsError: one of them has none left.
    """
    async with database.transaction() as session:
        await repository.forget_free(session)
    async with database.transaction() as session:
        for limit, key in charges:
            if not await repository.charge(session, limit, key):
                raise TooManyAttemptsError(await repository.wait_seconds(session, limit, key))


async def spend(session: AsyncSession, limit: Limit, key: str) -> None:
    """Take one try in the transaction of what is limited: what is not done in the end costs nothing.

    Raises:
        TooManyAttemptsError: there is none left.
    """
    await repository.forget_free(session)
    if not await repository.charge(session, limit, key):
        raise TooManyAttemptsError(await repository.wait_seconds(session, limit, key))


async def is_held(database: Database, key: str) -> bool:
    async with database.snapshot() as session:
        return await repository.is_held(session, key)
