"""HTTP of who is here."""

from __future__ import annotations

from uuid import UUID

from reprise.core.accounts.people import service
from reprise.core.accounts.people.schemas import PersonChange, PersonOut
from reprise.core.auth.dependencies import Admin
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import Pages
from reprise.core.idempotency.routing import Router
from reprise.core.paging import Page

router = Router(tags=["people"])


@router.get("/users")
async def list_people(_: Admin, session: ReadSession, paging: Pages) -> Page[PersonOut]:
    """Everybody who has an account, newest first."""
    return await service.listing(session, paging)


@router.patch("/users/{user_id}")
async def change_person(user_id: UUID, payload: PersonChange, _: Admin, session: WriteSession) -> PersonOut:
    """Give somebody another role, keep them out, or let them in again; either way they are signed out."""
    return await service.change(session, user_id, payload)
