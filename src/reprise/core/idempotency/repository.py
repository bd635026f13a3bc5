"""All SQL on keys of requests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    CursorResult,
    Select,
    String,
    Table,
    and_,
    bindparam,
    delete,
    func,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import utcnow
from reprise.core.db.many_rows import insert_many
from reprise.core.idempotency.claims import KEPT, Answer, Claim, Known
from reprise.core.idempotency.models import IdempotencyKey

_KEYS = cast(Table, IdempotencyKey.__table__)
_KNOWN = (_KEYS.c.fingerprint, _KEYS.c.status, _KEYS.c.headers, _KEYS.c.body)
_FOUND = (_KEYS.c.key, _KEYS.c.created_at, *_KNOWN)
_OF_OWNER = _KEYS.c.owner_id == bindparam("owner_id")


def _this(claim: Claim) -> ColumnElement[bool]:
    return and_(_KEYS.c.owner_id == claim.owner_id, _KEYS.c.key == claim.key)


def _known(row: Any) -> Known:
    answer = None if row.status is None else Answer(row.status, row.body, row.headers or {})
    return Known(row.fingerprint, answer)


async def take(session: AsyncSession, claim: Claim) -> Known | None:
    """None when the key is this request's from now on; else what is known of it.

    Waits for a transaction that takes the same key at this moment. A row that is in the way is locked, also
    when it is left as it is (https://www.postgresql.org/docs/current/sql-insert.html): nobody can release the
    key between the two statements.
    """
    now = utcnow()
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    fresh = (postgresql.insert if on_postgresql else sqlite.insert)(_KEYS).values(
        owner_id=claim.owner_id, key=claim.key, fingerprint=claim.fingerprint, created_at=now
    )
    forgotten = {"fingerprint": claim.fingerprint, "created_at": now}
    taken = fresh.on_conflict_do_update(
        index_elements=["owner_id", "key"],
        set_=forgotten | {"status": None, "headers": None, "body": None},
        where=_KEYS.c.created_at < now - KEPT,
    ).returning(_KEYS.c.key)
    if (await session.execute(taken)).first() is not None:
        return None
    return _known((await session.execute(select(*_KNOWN).where(_this(claim)))).one())


async def keep(session: AsyncSession, claim: Claim, answer: Answer) -> None:
    values = {"status": answer.status, "headers": dict(answer.headers), "body": answer.body}
    await session.execute(update(_KEYS).where(_this(claim)).values(values))


async def release(session: AsyncSession, claim: Claim) -> None:
    """As if the key had never come."""
    await session.execute(delete(_KEYS).where(_this(claim)))


def known(connection: Connection, claims: Collection[Claim]) -> dict[tuple[UUID, str], Known]:
    """What is known of these keys, by owner and key; those that are too old are removed."""
    found: dict[tuple[UUID, str], Known] = {}
    looking = _looking(connection.dialect.name == "postgresql")
    for owner_id, keys in _by_owner(claims).items():
        rows = connection.execute(looking, {"owner_id": owner_id, "keys": keys})
        oldest = utcnow() - KEPT
        for row in rows.all():
            if row.created_at < oldest:
                connection.execute(delete(_KEYS).where(_KEYS.c.owner_id == owner_id, _KEYS.c.key == row.key))
            else:
                found[owner_id, row.key] = _known(row)
    return found


def _by_owner(claims: Iterable[Claim]) -> dict[UUID, list[str]]:
    keys: dict[UUID, list[str]] = {}
    for claim in claims:
        keys.setdefault(claim.owner_id, []).append(claim.key)
    return keys


@cache
def _looking(on_postgresql: bool) -> Select[*tuple[Any, ...]]:
    """Rows of one owner's keys."""
    if not on_postgresql:
        return select(*_FOUND).where(_OF_OWNER, _KEYS.c.key.in_(bindparam("keys", expanding=True)))
    # One look at the primary key for each: for `IN`, and before it has counted the rows, the planner would
    # rather go through all keys that the owner has.
    asked = func.unnest(bindparam("keys", type_=ARRAY(String))).table_valued("key").render_derived("asked")
    found = select(*_FOUND).where(_OF_OWNER, _KEYS.c.key == asked.c.key).limit(1).lateral("found")
    return select(*found.c).select_from(asked).join(found, true())


def store(connection: Connection, answered: Sequence[tuple[Claim, Answer]]) -> None:
    """Keys that are not known yet, with their answers."""
    now = utcnow()
    rows = [
        {
            "owner_id": claim.owner_id,
            "key": claim.key,
            "fingerprint": claim.fingerprint,
            "status": answer.status,
            "headers": dict(answer.headers),
            "body": answer.body,
            "created_at": now,
        }
        for claim, answer in answered
    ]
    insert_many(connection, _KEYS, rows)


async def forget_before(session: AsyncSession, moment: datetime) -> int:
    """How many were deleted."""
    gone = await session.execute(delete(_KEYS).where(_KEYS.c.created_at < moment))
    return cast(CursorResult[Any], gone).rowcount
