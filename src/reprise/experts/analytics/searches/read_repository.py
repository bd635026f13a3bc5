"""SQL that lists searches, and reads one with all that came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.paging import Paging, capped_total, newest_first
from reprise.experts.access.models import EmailLead, ExpertClick, VisitorUnlock
from reprise.experts.analytics.searches.filters import SearchFilter
from reprise.experts.chat.models import Conversation
from reprise.experts.directory.models import Expert
from reprise.experts.votes.effective import VOTES, is_effective
from reprise.experts.votes.models import ConversationFeedback

_T: Final = Conversation.__table__
_C: Final = _T.c
_V: Final = VOTES.alias("v")
_MOST: Final = 100

AnySelect = Select[*tuple[Any, ...]]
Rows = Sequence[Row[*tuple[Any, ...]]]


async def page(
    session: AsyncSession, wanted: SearchFilter, paging: Paging
) -> tuple[Rows, str | None, int, bool]:
    """`id`, `created_at`, `query`, `response_type`, `top_match_score`, `experts`, `email`, `answered_by`."""
    found = _wanted(wanted)
    rows, cursor = await newest_first(
        session, found.with_only_columns(*_columns()), paging, created_at=_C.created_at, id_=_C.id
    )
    return rows, cursor, *await capped_total(session, found)


async def batch(session: AsyncSession, wanted: SearchFilter, paging: Paging) -> tuple[Rows, str | None]:
    query = _wanted(wanted).with_only_columns(*_columns())
    return await newest_first(session, query, paging, created_at=_C.created_at, id_=_C.id)


def _columns() -> tuple[Any, ...]:
    return (
        *(_C.id, _C.created_at, _C.query, _C.response_type, _C.top_match_score),
        *(_C.experts, _C.email, _C.answered_by),
    )


def _wanted(wanted: SearchFilter) -> AnySelect:
    query: AnySelect = select(_C.id).select_from(_T)
    if wanted.words is not None:
        query = query.where(_C.query_key.contains(wanted.words, autoescape=True))
    if wanted.type is not None:
        query = query.where(_C.response_type == wanted.type)
    if wanted.vote is not None:
        query = query.where(_voted(wanted.vote))
    if wanted.has_email is not None:
        query = query.where(_C.email.is_not(None) if wanted.has_email else _C.email.is_(None))
    if wanted.start is not None:
        query = query.where(_C.created_at >= wanted.start)
    if wanted.before is not None:
        query = query.where(_C.created_at < wanted.before)
    return query


def _voted(vote: str) -> ColumnElement[bool]:
    of_this = _V.c.conversation_id == _C.id
    if vote == "none":
        return ~exists().where(of_this)
    return exists().where(of_this, _V.c.vote == vote, is_effective(_V))


async def counting_votes(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Row[*tuple[Any, ...]]]:
    """By conversation: `vote`, `reasons`, `comment` of the one that counts."""
    columns = (_V.c.conversation_id, _V.c.vote, _V.c.reasons, _V.c.comment)
    query = select(*columns).where(_V.c.conversation_id.in_(ids), is_effective(_V))
    return {row.conversation_id: row for row in await session.execute(query)}


async def get(session: AsyncSession, conversation_id: UUID) -> Conversation | None:
    return await session.get(Conversation, conversation_id)


async def votes(session: AsyncSession, conversation_id: UUID) -> Rows:
    """The vote, and whether it `counts`; newest first."""
    vote = ConversationFeedback
    query = (
        select(vote, is_effective(vote.__table__).label("counts"))
        .where(vote.conversation_id == conversation_id)
        .order_by(vote.created_at.desc(), vote.id.desc())
        .limit(_MOST)
    )
    return (await session.execute(query)).all()


async def clicks(session: AsyncSession, conversation_id: UUID) -> Sequence[ExpertClick]:
    query = (
        select(ExpertClick)
        .where(ExpertClick.conversation_id == conversation_id)
        .order_by(ExpertClick.created_at.desc(), ExpertClick.id.desc())
        .limit(_MOST)
    )
    return (await session.scalars(query)).all()


async def lead(session: AsyncSession, conversation: Conversation) -> EmailLead | None:
    """Of the visitor's session, or of the email that came with the question."""
    unlocked = select(VisitorUnlock.lead_id).where(VisitorUnlock.session_id == conversation.session_id)
    by_email = EmailLead.email == conversation.email if conversation.email else literal(False)
    query = select(EmailLead).where(or_(EmailLead.id.in_(unlocked), by_email)).limit(1)
    return await session.scalar(query)


async def existing(session: AsyncSession, ids: Collection[UUID]) -> set[UUID]:
    return set(await session.scalars(select(Expert.id).where(Expert.id.in_(ids))))
