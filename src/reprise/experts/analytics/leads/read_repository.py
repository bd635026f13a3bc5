"""SQL that lists leads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.paging import Paging, capped_total, newest_first
from reprise.experts.access.models import EmailLead
from reprise.experts.chat.models import Conversation

_L: Final = EmailLead.__table__.c
AnySelect = Select[*tuple[Any, ...]]
Rows = Sequence[Row[*tuple[Any, ...]]]


async def page(session: AsyncSession, words: str, paging: Paging) -> tuple[Rows, str | None, int, bool]:
    """`id`, `email`, `query`, `consent_text`, `created_at`."""
    rows, cursor = await batch(session, words, paging)
    return rows, cursor, *await capped_total(session, _wanted(words))


async def batch(session: AsyncSession, words: str, paging: Paging) -> tuple[Rows, str | None]:
    return await newest_first(session, _wanted(words), paging, created_at=_L.created_at, id_=_L.id)


def _wanted(words: str) -> AnySelect:
    query: AnySelect = select(_L.id, _L.email, _L.query, _L.consent_text, _L.created_at)
    return query.where(_L.email.contains(words, autoescape=True)) if words else query


async def searches(session: AsyncSession, emails: Collection[str]) -> dict[str, int]:
    query = (
        select(Conversation.email, func.count().label("searches"))
        .where(Conversation.email.in_(emails))
        .group_by(Conversation.email)
    )
    return {row.email: row.searches for row in await session.execute(query)}
