"""All SQL on allowances. One statement a charge, so that racing requests never take the same try twice."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Float, case, delete, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db.clock import database_now
from reprise.core.limits.allowance import Limit
from reprise.core.limits.models import Allowance

_FORGOTTEN_AT_ONCE: Final = 200


def _insert(session: AsyncSession) -> Any:
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return (postgresql.insert if on_postgresql else sqlite.insert)(Allowance)


def _begin(now: Any) -> Any:
    """When what is used up so far is free again: not in the past."""
    return case((Allowance.free_at > now, Allowance.free_at), else_=now)


async def charge(session: AsyncSession, limit: Limit, key: str) -> bool:
    """Take one try; False when there is none left, and then nothing is taken."""
    now = database_now()
    cost = literal(limit.seconds, Float(53))
    taken = _insert(session).values(key=key, free_at=now + cost)
    taken = taken.on_conflict_do_update(
        index_elements=["key"],
        set_={"free_at": _begin(now) + cost},
        where=_begin(now) - now <= literal(limit.seconds * (limit.burst - 1), Float(53)),
    ).returning(Allowance.key)
    return (await session.execute(taken)).first() is not None


async def wait_seconds(session: AsyncSession, limit: Limit, key: str) -> float:
    """How long until one more try is there."""
    left = await session.scalar(select(Allowance.free_at - database_now()).where(Allowance.key == key))
    return max(0.0, (left or 0.0) - limit.seconds * (limit.burst - 1))


async def clear(session: AsyncSession, key: str) -> None:
    await session.execute(delete(Allowance).where(Allowance.key == key))


async def hold(session: AsyncSession, key: str, seconds: float) -> None:
    """Write that `key` is held from now on for so long."""
    until = database_now() + literal(seconds, Float(53))
    held = _insert(session).values(key=key, free_at=until)
    await session.execute(held.on_conflict_do_update(index_elements=["key"], set_={"free_at": until}))


async def is_held(session: AsyncSession, key: str) -> bool:
    query = select(func.count()).where(Allowance.key == key, Allowance.free_at > database_now())
    return bool(await session.scalar(query))


async def forget_free(session: AsyncSession) -> None:
    """Delete rows that mean nothing any more; those that somebody is charging are left for later."""
    free = select(Allowance.key).where(Allowance.free_at < database_now()).limit(_FORGOTTEN_AT_ONCE)
    # Ignored by SQLite, where there is one writer anyway.
    free = free.with_for_update(skip_locked=True)
    await session.execute(delete(Allowance).where(Allowance.key.in_(free)))
