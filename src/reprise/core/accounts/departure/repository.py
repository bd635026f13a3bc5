"""SQL on whatever is a person's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, LargeBinary, RowMapping, Table, and_, delete, false, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.departure.personal import PersonalTable
from reprise.core.accounts.passwords.repository import void_everything
from reprise.core.auth.models import OWNER_ID, User


def _primary_key(table: Table) -> ColumnElement[Any]:
    (column,) = table.primary_key.columns
    return column


def _theirs(part: PersonalTable, user_id: UUID) -> ColumnElement[bool]:
    link = part.table.c[part.link]
    if part.through is not None:
        return link.in_(select(_primary_key(part.through.table)).where(_theirs(part.through, user_id)))
    if part.spared is None:
        return link == user_id
    return and_(link == user_id, part.table.c[part.spared] == false())


async def rows_after(
    session: AsyncSession, part: PersonalTable, user_id: UUID, after: Any, limit: int
) -> Sequence[RowMapping]:
    """A page of a person's rows in the order of their keys, from behind the key `after` on."""
    shown = [
        column
        for column in part.table.c
        if column.name not in part.hidden and not isinstance(column.type, LargeBinary)
    ]
    key = _primary_key(part.table)
    query = select(*shown).where(_theirs(part, user_id)).order_by(key).limit(limit)
    if after is not None:
        query = query.where(key > after)
    return (await session.execute(query)).mappings().all()


async def hand_over(session: AsyncSession, part: PersonalTable, user_id: UUID) -> None:
    """Rows that stay become the installation's."""
    mine = update(part.table).where(part.table.c[part.link] == user_id)
    await session.execute(mine.values({part.link: OWNER_ID}))


async def remove(session: AsyncSession, part: PersonalTable, user_id: UUID) -> None:
    await session.execute(delete(part.table).where(_theirs(part, user_id)))


async def lock_user(session: AsyncSession, user_id: UUID) -> None:
    """Nobody can add a row that points at the person before the transaction ends."""
    await session.execute(select(User.id).where(User.id == user_id).with_for_update())


async def remove_user(session: AsyncSession, user_id: UUID) -> None:
    """The installation's row cannot go; it only stops being anybody's account."""
    if user_id != OWNER_ID:
        await session.execute(delete(User).where(User.id == user_id))
        return
    await void_everything(session, user_id)
    nobody = {"email": None, "password_hash": None, "disabled_at": None, "role": "admin"}
    await session.execute(update(User).where(User.id == user_id).values(nobody))
