"""HTTP of favourites."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import Pages
from reprise.core.idempotency.routing import Router
from reprise.core.paging import Page
from reprise.songs.favorites import service
from reprise.songs.favorites.schemas import FavoriteIds, FavoriteKind, FavoriteOut, FavoritePut

router = Router(tags=["favorites"])


@router.put("/favorites", responses={201: {"model": FavoriteOut}})
async def put_favorite(
    payload: FavoritePut, user: SignedIn, session: WriteSession, response: Response
) -> FavoriteOut:
    """Mark a prompt or a sample, or change the note: 201 when it was not marked before."""
    favorite, created = await service.put(session, user, payload)
    response.status_code = 201 if created else 200
    return favorite


@router.get("/favorites")
async def list_favorites(
    user: SignedIn, session: ReadSession, paging: Pages, kind: Annotated[FavoriteKind | None, Query()] = None
) -> Page[FavoriteOut]:
    """One's own favourites, newest first."""
    return await service.listing(session, user, paging, kind)


@router.get("/favorites/ids")
async def favorite_ids(user: SignedIn, session: ReadSession) -> FavoriteIds:
    """What is marked, to draw it so wherever it is shown."""
    return await service.ids(session, user)


@router.get("/favorites/{kind}/{target_id}")
async def get_favorite(
    kind: FavoriteKind, target_id: UUID, user: SignedIn, session: ReadSession
) -> FavoriteOut:
    """One favourite with its note."""
    return await service.show(session, user, kind, target_id)


@router.delete("/favorites/{kind}/{target_id}", status_code=204, response_class=Response)
async def remove_favorite(kind: FavoriteKind, target_id: UUID, user: SignedIn, session: WriteSession) -> None:
    """Remove the mark."""
    await service.remove(session, user, kind, target_id)
