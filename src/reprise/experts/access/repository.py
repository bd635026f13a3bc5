"""All SQL on leads, unlocked sessions and clicks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import insert_into, utcnow
from reprise.experts.access.models import EmailLead, ExpertClick, VisitorUnlock
from reprise.experts.chat.models import Conversation
from reprise.experts.directory.models import Expert


async def add_lead(session: AsyncSession, email: str, query: str | None, consent_text: str) -> UUID:
    """The lead of the email; what was known of it before stays as it was."""
    values = {
        "id": uuid4(),
        "email": email,
        "query": query,
        "consent_text": consent_text,
        "created_at": utcnow(),
    }
    added = insert_into(session, EmailLead).values(values).on_conflict_do_nothing(index_elements=["email"])
    await session.execute(added)
    # Held: a lead that is being deleted must not get a session more.
    known = select(EmailLead.id).where(EmailLead.email == email).with_for_update(key_share=True)
    return (await session.execute(known)).scalar_one()


async def unlock(session: AsyncSession, session_id: UUID, lead_id: UUID) -> None:
    values = {"session_id": session_id, "lead_id": lead_id, "created_at": utcnow()}
    opened = insert_into(session, VisitorUnlock).values(values)
    opened = opened.on_conflict_do_update(index_elements=["session_id"], set_={"lead_id": lead_id})
    await session.execute(opened)


_OPENED: Final = select(VisitorUnlock.session_id, EmailLead.email).join(VisitorUnlock)


async def email_of(session: AsyncSession, session_id: UUID) -> str | None:
    """The email that was left in a session; None while profiles are closed to it."""
    known = (await session.execute(_OPENED.where(VisitorUnlock.session_id == session_id))).first()
    return None if known is None else known.email


def emails_known(connection: Connection, session_ids: Collection[UUID]) -> dict[UUID, str]:
    """As `email_of` for many sessions, for group commits; those to which profiles are closed are missing."""
    if not session_ids:
        return {}
    known = connection.execute(_OF_MANY, {"ids": list(session_ids)})
    return {row.session_id: row.email for row in known}


_OF_MANY: Final = _OPENED.where(VisitorUnlock.session_id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A conversation as far as a visit needs it."""

    session_id: UUID
    expert_ids: frozenset[str]


async def shown_in(session: AsyncSession, conversation_id: UUID) -> Shown | None:
    query = select(Conversation.session_id, Conversation.experts).where(Conversation.id == conversation_id)
    row = (await session.execute(query.with_for_update(key_share=True, of=Conversation))).first()
    return None if row is None else Shown(row.session_id, frozenset(card["id"] for card in row.experts))


async def profile_url(session: AsyncSession, expert_id: UUID) -> str | None:
    query = select(Expert.profile_url).where(Expert.id == expert_id).with_for_update(key_share=True)
    return await session.scalar(query)


async def add_click(session: AsyncSession, click: ExpertClick) -> None:
    session.add(click)
    await session.flush()
