"""Deleting on request."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.errors import not_found
from reprise.experts.forgetting import repository


async def forget_search(session: AsyncSession, conversation_id: UUID) -> None:
    """With its votes and clicks; no figure counts it any more.

    Raises:
        NotFoundError: there is no such search.
    """
    if not await repository.conversations(session, [conversation_id]):
        raise not_found("search", conversation_id)


async def forget_lead(session: AsyncSession, lead_id: UUID, *, everywhere: bool) -> None:
    """`everywhere` takes the email off the person's searches and votes as well, which stay without it.

    Raises:
        NotFoundError: there is no such lead.
    """
    address = await repository.lead(session, lead_id)
    if address is None:
        raise not_found("lead", lead_id)
    if everywhere:
        await repository.email(session, address)
