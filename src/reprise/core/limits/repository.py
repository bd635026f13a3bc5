"""All SQL on allowances. One statement a charge, so that racing requests never take the same try twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Float, bindparam, case, delete, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db.clock import database_now
from reprise.core.limits.allowance import Limit
from reprise.core.limits.models import Allowance

_FORGOTTEN_AT_ONCE: Final = 200


def _insert(dialect: str) -> Any:
    return (postgresql.insert if dialect == "postgresql" else sqlite.insert)(Allowance)


def _begin(now: Any) -> Any:
    """When what is used up so far is free again: not in the past."""
    return case((Allowance.free_at > now, Allowance.free_at), else_=now)


@cache
def _charge(dialect: str) -> Any:
    """Put together once: that took longer than running it."""
    now = database_now()
    cost: Any = bindparam("cost", type_=Float(53))
    taken = _insert(dialect).values(key=bindparam("subject"), free_at=now + cost)
    return taken.on_conflict_do_update(
        index_elements=["key"],
        set_={"free_at": _begin(now) + cost},
        where=_begin(now) - now <= bindparam("used_at_most", type_=Float(53)),
    ).returning(Allowance.key)


def _tries(limit: Limit, key: str, tries: int) -> dict[str, Any]:
    cost, used_at_most = limit.seconds * tries, limit.seconds * (limit.burst - tries)
    return {"subject": key, "cost": cost, "used_at_most": used_at_most}


async def charge(session: AsyncSession, limit: Limit, key: str) -> bool:
    """Take one try; False when there is none left, and then nothing is taken."""
    taken = _charge(session.get_bind().dialect.name)
    return (await session.execute(taken, _tries(limit, key, 1))).first() is not None


def charge_together(connection: Connection, limit: Limit, keys: Sequence[str]) -> list[float]:
    """Take one try for each of the keys, for group commits.

    Seconds to wait, in their order; 0: taken. Keys are charged in one order by everybody: two processes must
    not wait for each other.
    """
    waits = [0.0] * len(keys)
    for key, tries in sorted(Counter(keys).items()):
        # Together where all are there: many may come through one proxy.
        if 1 < tries <= limit.burst and _take(connection, limit, key, tries):
            continue
        for place in (place for place, one in enumerate(keys) if one == key):
            if not _take(connection, limit, key, 1):
                left = connection.scalar(_LEFT, {"subject": key}) or 0.0
                waits[place] = max(0.001, left - limit.seconds * (limit.burst - 1))
    connection.execute(_FORGET)
    return waits


def _take(connection: Connection, limit: Limit, key: str, tries: int) -> bool:
    taken = connection.execute(_charge(connection.dialect.name), _tries(limit, key, tries))
    return taken.first() is not None


_LEFT: Final = select(Allowance.free_at - database_now()).where(Allowance.key == bindparam("subject"))


async def wait_seconds(session: AsyncSession, limit: Limit, key: str) -> float:
    """How long until one more try is there."""
    left = await session.scalar(_LEFT, {"subject": key})
    return max(0.0, (left or 0.0) - limit.seconds * (limit.burst - 1))


async def clear(session: AsyncSession, key: str) -> None:
    await session.execute(delete(Allowance).where(Allowance.key == key))


async def hold(session: AsyncSession, key: str, seconds: float) -> None:
    """Write that `key` is held from now on for so long."""
    until = database_now() + literal(seconds, Float(53))
    held = _insert(session.get_bind().dialect.name).values(key=key, free_at=until)
    await session.execute(held.on_conflict_do_update(index_elements=["key"], set_={"free_at": until}))


async def is_held(session: AsyncSession, key: str) -> bool:
    query = select(func.count()).where(Allowance.key == key, Allowance.free_at > database_now())
    return bool(await session.scalar(query))


async def forget_free(session: AsyncSession) -> None:
    """Delete rows that mean nothing any more; those that somebody is charging are left for later."""
    await session.execute(_FORGET)


_FREE: Final = select(Allowance.key).where(Allowance.free_at < database_now()).limit(_FORGOTTEN_AT_ONCE)
# Ignored by SQLite, where there is one writer anyway.
_FORGET: Final = delete(Allowance).where(Allowance.key.in_(_FREE.with_for_update(skip_locked=True)))
