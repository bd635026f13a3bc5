"""All SQL on conversations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import Connection, Table, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db.many_rows import Inserts
from reprise.core.errors import AppError
from reprise.core.group_commit import Inserting, Memory
from reprise.core.limits import repository as limits
from reprise.core.limits.allowance import Limit
from reprise.core.limits.errors import TooManyAttemptsError
from reprise.experts.access.repository import emails_known
from reprise.experts.chat.models import Conversation
from reprise.experts.directory.models import STATE_ID, DirectoryState
from reprise.experts.settings.models import ExpertSetting
from reprise.experts.settings.repository import Stored

_TABLE: Final = cast(Table, Conversation.__table__)
# Asked for with every question, so in one statement: a row for each setting, one where nothing is set.
_IN_FORCE: Final = (
    select(
        *(DirectoryState.revision, DirectoryState.removals),
        *(ExpertSetting.name, ExpertSetting.value, ExpertSetting.updated_at),
    )
    .outerjoin(ExpertSetting, true())
    .where(DirectoryState.id == STATE_ID)
)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who wants to ask; `session_id` is None for a visitor who was never here."""

    limit: Limit
    key: str
    session_id: UUID | None


@dataclass(frozen=True, slots=True)
class Admitted:
    """What holds for one question: the directory and the operator's settings as they are now, and the email
    to which profiles are open."""

    revision: int
    removals: int
    email: str | None
    settings: Stored


def admit_together(connection: Connection, asking: Sequence[Asking]) -> Sequence[Admitted | AppError]:
    """Charge each question and read what it needs to know, for group commits."""
    waits = limits.charge_together(connection, asking[0].limit, [one.key for one in asking])
    rows = connection.execute(_IN_FORCE).all()
    settings = {row.name: (row.value, row.updated_at) for row in rows if row.name is not None}
    emails = emails_known(connection, {one.session_id for one in asking if one.session_id is not None})
    outcomes: list[Admitted | AppError] = []
    for one, wait in zip(asking, waits, strict=True):
        if wait:
            outcomes.append(TooManyAttemptsError(wait))
            continue
        email = None if one.session_id is None else emails.get(one.session_id)
        outcomes.append(Admitted(rows[0].revision, rows[0].removals, email, settings))
    return outcomes


def _store(_: Connection, inserts: Inserts, rows: Sequence[Row], __: Memory) -> Sequence[None]:
    inserts.add(_TABLE, rows)
    return [None] * len(rows)


STORE_TOGETHER: Final = Inserting(_store)
"""New conversations, for group commits."""


async def get(session: AsyncSession, session_id: UUID, conversation_id: UUID) -> Conversation | None:
    """A conversation of this visitor."""
    query = select(Conversation).where(
        Conversation.id == conversation_id, Conversation.session_id == session_id
    )
    return await session.scalar(query)
