"""All SQL on events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Table,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import utcnow
from reprise.core.db.many_rows import Inserts
from reprise.core.events.models import Event, EventHorizon
from reprise.core.events.sse import frame

_EVENTS = cast(Table, Event.__table__)
_XID: Final[ColumnElement[int]] = literal_column("pg_current_xact_id()::text::bigint")
_FAR: Final = 1_000_000_000
"""More events than happen between a backup and its way back."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in the order of commits; as text, the `id:` of a server-sent event."""

    xid: int
    id: int

    def __str__(self) -> str:
        return f"{self.xid}-{self.id}"

    @classmethod
    def parse(cls, value: str) -> Position | None:
        xid, dash, number = value.partition("-")
        if dash and xid.isascii() and xid.isdigit() and number.isascii() and number.isdigit():
            position = cls(int(xid), int(number))
            return position if max(position.xid, position.id) < 2**63 else None
        return None


@dataclass(frozen=True)
class Happened:
    """An event that was read back."""

    position: Position
    topic: str
    subject_id: UUID
    kind: str
    payload: dict[str, Any]

    @cached_property
    def as_frame(self) -> bytes:
        """As it is sent: written once, however many listen."""
        return frame(self.kind, self.payload, id_=str(self.position))


def _is_postgresql(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "postgresql"


async def append(
    session: AsyncSession, topic: str, subject_id: UUID, kind: str, payload: dict[str, Any]
) -> None:
    await append_many(session, topic, [(subject_id, kind, payload)])


News = tuple[UUID, str, dict[str, Any]]
"""Subject, kind and payload of an event to append."""


async def append_many(session: AsyncSession, topic: str, news: Sequence[News]) -> None:
    """Append events in the order given."""
    await session.execute(_appending(_is_postgresql(session)), _rows(topic, news))


def append_with(inserts: Inserts, topic: str, news: Sequence[News]) -> None:
    """As `append_many`, with whatever else is inserted."""
    rows = [{**row, "xid": 0} for row in _rows(topic, news)]
    inserts.add(_EVENTS, rows, computed={"xid": _XID})


@cache
def _appending(on_postgresql: bool) -> Insert:
    # The table, not the class: one statement for all rows, with an expression among its values.
    return insert(_EVENTS).values(xid=_XID if on_postgresql else 0)


def _rows(topic: str, news: Sequence[News]) -> list[dict[str, Any]]:
    now = utcnow()
    return [
        {"topic": topic, "subject_id": subject, "kind": kind, "payload": payload, "created_at": now}
        for subject, kind, payload in news
    ]


def _settled(session: AsyncSession) -> list[ColumnElement[bool]]:
    """Below the oldest running transaction: nothing can be inserted before what is read."""
    if not _is_postgresql(session):
        return []
    oldest: ColumnElement[int] = literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    return [Event.xid < oldest]


async def read_after(
    session: AsyncSession,
    position: Position,
    *,
    topic: str | None = None,
    subject_id: UUID | None = None,
    upto: Position | None = None,
    limit: int,
) -> Sequence[Happened]:
    query = (
        select(Event.xid, Event.id, Event.topic, Event.subject_id, Event.kind, Event.payload)
        .where(tuple_(Event.xid, Event.id) > tuple_(position.xid, position.id), *_settled(session))
        .order_by(Event.xid, Event.id)
        .limit(limit)
    )
    if topic is not None:
        query = query.where(Event.topic == topic)
    if subject_id is not None:
        query = query.where(Event.subject_id == subject_id)
    if upto is not None:
        query = query.where(tuple_(Event.xid, Event.id) <= tuple_(upto.xid, upto.id))
    rows = await session.execute(query)
    return [Happened(Position(xid, id_), *rest) for xid, id_, *rest in rows]


async def last_of(session: AsyncSession, topic: str, subject_id: UUID) -> tuple[Position, str] | None:
    """Where and what the subject's last event is, of what is kept; it may not have been told yet."""
    query = select(Event.xid, Event.id, Event.kind)
    query = query.where(Event.topic == topic, Event.subject_id == subject_id)
    row = (await session.execute(query.order_by(Event.xid.desc(), Event.id.desc()).limit(1))).first()
    return None if row is None else (Position(row.xid, row.id), row.kind)


async def newest(session: AsyncSession) -> Position:
    query = select(Event.xid, Event.id).where(*_settled(session))
    row = (await session.execute(query.order_by(Event.xid.desc(), Event.id.desc()).limit(1))).first()
    return Position(*row) if row else await horizon(session)


async def horizon(session: AsyncSession) -> Position:
    row = (await session.execute(select(EventHorizon.xid, EventHorizon.event_id))).one()
    return Position(*row)


async def forget_before(session: AsyncSession, instant: datetime) -> int:
    """Delete what happened before `instant` and move the horizon; how many events went."""
    query = select(Event.xid, Event.id).where(Event.created_at < instant, *_settled(session))
    row = (await session.execute(query.order_by(Event.xid.desc(), Event.id.desc()).limit(1))).first()
    if row is None:
        return 0
    last = tuple_(row.xid, row.id)
    gone = await session.scalar(select(func.count()).where(tuple_(Event.xid, Event.id) <= last))
    await session.execute(delete(Event).where(tuple_(Event.xid, Event.id) <= last))
    await session.execute(update(EventHorizon).values(xid=row.xid, event_id=row.id))
    return gone or 0


def start_over(connection: Connection) -> None:
    """Forget everything, on a database that is a copy: whoever listened to the other one has to start over.

    Transaction ids of another server would put old events after all that is to come, and positions that were
    told there would be given out a second time here.
    """
    on_postgresql = connection.dialect.name == "postgresql"
    last = connection.execute(select(func.max(Event.id))).scalar() or 0
    known = connection.execute(select(EventHorizon.event_id)).scalar_one()
    beyond = max(last, known) + _FAR
    connection.execute(delete(Event))
    xid: Any = _XID if on_postgresql else 0
    connection.execute(update(EventHorizon).values(xid=xid, event_id=beyond))
    if on_postgresql:
        connection.execute(select(func.setval(func.pg_get_serial_sequence("events", "id"), beyond)))
    else:
        sequence = table("sqlite_sequence", column("name"), column("seq"))
        connection.execute(delete(sequence).where(sequence.c.name == "events"))
        connection.execute(insert(sequence).values(name="events", seq=beyond))
