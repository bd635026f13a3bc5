"""All SQL on keys of requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Connection,
    CursorResult,
    Dialect,
    String,
    Table,
    Uuid,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import utcnow
from reprise.core.db.many_rows import Inserts
from reprise.core.db.prepared import AnySelect, Question, Rows
from reprise.core.idempotency.claims import KEPT, Answer, Claim, Known
from reprise.core.idempotency.models import IdempotencyKey

_KEYS = cast(Table, IdempotencyKey.__table__)
_KNOWN = (_KEYS.c.fingerprint, _KEYS.c.status, _KEYS.c.headers, _KEYS.c.body)
_FOUND = (_KEYS.c.owner_id, _KEYS.c.key, _KEYS.c.created_at, *_KNOWN)
_ONE: Final[ColumnElement[int]] = literal_column("1")


def _this(claim: Claim) -> ColumnElement[bool]:
    return and_(_KEYS.c.owner_id == claim.owner_id, _KEYS.c.key == claim.key)


def _known(print_: str, status: int | None, headers: dict[str, str] | None, body: bytes | None) -> Known:
    return Known(print_, None if status is None else Answer(status, body, headers or {}))


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
    return _known(*(await session.execute(select(*_KNOWN).where(_this(claim)))).one())


async def keep(session: AsyncSession, claim: Claim, answer: Answer) -> None:
    values = {"status": answer.status, "headers": dict(answer.headers), "body": answer.body}
    await session.execute(update(_KEYS).where(_this(claim)).values(values))


async def release(session: AsyncSession, claim: Claim) -> None:
    """As if the key had never come."""
    await session.execute(delete(_KEYS).where(_this(claim)))


def asking(claims: Sequence[Claim]) -> Question:
    """What is known of these keys: for `known`."""
    values = {
        "owner_ids": [claim.owner_id for claim in claims],
        "keys": [claim.key for claim in claims],
        "pairs": [(claim.owner_id.hex, claim.key) for claim in claims],
    }
    return Question(_looking, values)


def known(connection: Connection, rows: Rows) -> dict[tuple[UUID, str], Known]:
    """By owner and key; those that are too old are removed."""
    found: dict[tuple[UUID, str], Known] = {}
    oldest = utcnow() - KEPT
    for owner_id, key, created_at, *of_key in rows:
        if created_at < oldest:
            connection.execute(delete(_KEYS).where(_KEYS.c.owner_id == owner_id, _KEYS.c.key == key))
        else:
            found[owner_id, key] = _known(*of_key)
    return found


def _looking(dialect: Dialect) -> AnySelect:
    # One look at the primary key for each: for `IN`, and before it has counted the rows, PostgreSQL would
    # rather go through all keys that an owner has.
    if dialect.name != "postgresql":
        pairs = func.json_each(bindparam("pairs", type_=JSON)).table_valued("value", name="asked")
        owner_id: Any = literal_column("json_extract(asked.value, '$[0]')")
        key: Any = literal_column("json_extract(asked.value, '$[1]')")
        both = and_(_KEYS.c.owner_id == owner_id, _KEYS.c.key == key)
        return select(*_FOUND).select_from(pairs.join(_KEYS, both))
    arrays = (bindparam("owner_ids", type_=ARRAY(Uuid())), bindparam("keys", type_=ARRAY(String)))
    asked = func.unnest(*arrays).table_valued("owner_id", "key").render_derived("asked")
    both = and_(_KEYS.c.owner_id == asked.c.owner_id, _KEYS.c.key == asked.c.key)
    found = select(*_FOUND).where(both).limit(_ONE).lateral("found")
    return select(*found.c).select_from(asked).join(found, true())


def store(inserts: Inserts, answered: Sequence[tuple[Claim, Answer]]) -> None:
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
    inserts.add(_KEYS, rows)


async def forget_before(session: AsyncSession, moment: datetime) -> int:
    """How many were deleted."""
    gone = await session.execute(delete(_KEYS).where(_KEYS.c.created_at < moment))
    return cast(CursorResult[Any], gone).rowcount
