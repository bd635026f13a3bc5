"""Decisions about taking one's data away, and leaving."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.departure import repository
from reprise.core.accounts.departure.personal import PersonalData, PersonalTable
from reprise.core.accounts.errors import require_accounts
from reprise.core.accounts.people import repository as people
from reprise.core.accounts.people.service import require_another_admin
from reprise.core.accounts.sessions import service as signing_in
from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.core.db import Database, iso, utcnow

_PAGE: Final = 200


async def export(database: Database, user: CurrentUser, data: PersonalData) -> AsyncIterator[bytes]:
    """A JSON document, page by page: it may be longer than memory."""
    head = {"exported_at": utcnow(), "user_id": user.id}
    yield _json(head)[:-1] + b',"data":{'
    for place, part in enumerate(data):
        yield (b"," if place else b"") + json.dumps(part.table.name).encode() + b":["
        separator = b""
        async for row in _rows(database, user, part):
            yield separator + _json(row)
            separator = b","
        yield b"]"
    yield b"}}\n"


async def _rows(database: Database, user: CurrentUser, part: PersonalTable) -> AsyncIterator[dict[str, Any]]:
    (key,) = part.table.primary_key.columns.keys()
    after = None
    while True:
        async with database.snapshot() as session:
            page = await repository.rows_after(session, part, user.id, after, _PAGE)
        for row in page:
            yield dict(row)
        if len(page) < _PAGE:
            return
        after = page[-1][key]


def _json(row: dict[str, Any]) -> bytes:
    return json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    return iso(value) if isinstance(value, datetime) else str(value)


async def leave(core: Core, user: CurrentUser, password: str, address: str, data: PersonalData) -> None:
    """Delete an account with all that is private; what belongs to the installation stays there.

    Raises:
        WrongPasswordError: it is not the person's password.
        LastAdminError: nobody would be left who can let people in.
        TooManyAttemptsError: too often of late.
    """
    require_accounts(core.settings)
    await signing_in.confirm(core, user, password, address, field="password")
    async with core.database.transaction() as session:
        admins = await people.lock_admins(session)
        if user.id in admins:
            require_another_admin(admins, user.id)
        await _part_with(session, user.id, data)
        # Requests of theirs that were under way have waited or are over; from here on none can add a row.
        await repository.lock_user(session, user.id)
        await _part_with(session, user.id, data)
        await repository.remove_user(session, user.id)
        core.events.wake_after(session)


async def _part_with(session: AsyncSession, user_id: UUID, data: PersonalData) -> None:
    # Children before those that they point at.
    for part in reversed(data):
        if part.farewell is not None:
            await part.farewell(session, user_id)
        if not part.stays:
            await repository.remove(session, part, user_id)
        elif part.link == "owner_id":
            await repository.hand_over(session, part, user_id)
