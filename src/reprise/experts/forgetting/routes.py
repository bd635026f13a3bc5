"""HTTP of deleting what visitors left behind."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from reprise.core.auth.dependencies import Admin
from reprise.core.db.dependencies import WriteSession
from reprise.core.idempotency.routing import Router
from reprise.experts.forgetting import service

router = Router(tags=["experts"])


@router.delete("/experts/searches/{conversation_id}", status_code=204, response_class=Response)
async def delete_search(conversation_id: UUID, _: Admin, session: WriteSession) -> None:
    """Delete one search with its votes and clicks."""
    await service.forget_search(session, conversation_id)


@router.delete("/experts/leads/{lead_id}", status_code=204, response_class=Response)
async def delete_lead(
    lead_id: UUID,
    _: Admin,
    session: WriteSession,
    everywhere: Annotated[
        bool, Query(description="Also take the email off the person's searches and votes.")
    ] = False,
) -> None:
    """Delete a lead; the profiles that it opened are locked again."""
    await service.forget_lead(session, lead_id, everywhere=everywhere)
