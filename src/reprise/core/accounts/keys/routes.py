"""HTTP of one's own keys."""

from __future__ import annotations

from uuid import UUID

from fastapi import Response

from reprise.core.accounts.keys import service
from reprise.core.accounts.keys.schemas import KeyCreate, KeyOut, NewKey
from reprise.core.auth.dependencies import InPerson, SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.idempotency.routing import UNKEPT_ANSWER, Router
from reprise.core.paging import Page

router = Router(tags=["identity"])


@router.post("/users/me/keys", status_code=201, openapi_extra=UNKEPT_ANSWER)
async def create_key(
    payload: KeyCreate, user: InPerson, session: WriteSession, core: CoreOf, response: Response
) -> NewKey:
    """A key for a program that acts for you; it is shown this once. A key cannot make another."""
    response.headers["Cache-Control"] = "no-store"
    return await service.create(core.settings, session, user, payload.name)


@router.get("/users/me/keys")
async def list_keys(user: SignedIn, session: ReadSession, paging: Pages) -> Page[KeyOut]:
    """Your keys, newest first."""
    return await service.listing(session, user, paging)


@router.delete("/users/me/keys/{key_id}", status_code=204, response_class=Response)
async def revoke_key(key_id: UUID, user: SignedIn, session: WriteSession) -> None:
    """The key opens nothing any more, at once."""
    await service.revoke(session, user, key_id)
