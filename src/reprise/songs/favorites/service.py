"""Decisions about favourites."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.errors import NotFoundError, not_found
from reprise.core.paging import Page, Paging
from reprise.songs.audio import service as audio
from reprise.songs.audio.schemas import LABELS
from reprise.songs.favorites import repository
from reprise.songs.favorites.models import Favorite
from reprise.songs.favorites.repository import MarkedTarget
from reprise.songs.favorites.schemas import FavoriteIds, FavoriteKind, FavoriteOut, FavoritePut
from reprise.songs.prompts import service as prompts

_DRAWN: Final = 1_000


async def put(session: AsyncSession, user: CurrentUser, payload: FavoritePut) -> tuple[FavoriteOut, bool]:
    """The favourite as it is now, and whether it is new.

    Raises:
        NotFoundError: there is no such prompt or sample, or the user may not see it.
    """
    kind, target_id = payload.kind, payload.target_id
    await _require_target(session, user, kind, target_id)
    created = False
    marked = await repository.get(session, user, kind, target_id)
    if marked is None:
        created = await repository.add(session, _favorite(user, payload))
        marked = await repository.get(session, user, kind, target_id)
    if marked is None:
        raise not_found(kind, target_id, field="target_id")
    if "note" in payload.model_fields_set:
        marked.favorite.note = payload.note
    await session.flush()
    return describe(marked), created


async def show(session: AsyncSession, user: CurrentUser, kind: FavoriteKind, target_id: UUID) -> FavoriteOut:
    """
    Raises:
        NotFoundError: the target is not marked.
    """
    marked = await repository.get(session, user, kind, target_id)
    if marked is None:
        raise _not_marked(kind, target_id)
    return describe(marked)


async def remove(session: AsyncSession, user: CurrentUser, kind: FavoriteKind, target_id: UUID) -> None:
    """
    Raises:
        NotFoundError: the target was not marked.
    """
    if not await repository.remove(session, user, kind, target_id):
        raise _not_marked(kind, target_id)


def _not_marked(kind: FavoriteKind, target_id: UUID) -> NotFoundError:
    return NotFoundError(f"The {kind} {target_id} is not a favourite of yours.")


async def listing(
    session: AsyncSession, user: CurrentUser, paging: Paging, kind: FavoriteKind | None
) -> Page[FavoriteOut]:
    marked, cursor, total, capped = await repository.page(session, user, paging, kind)
    return Page(
        items=[describe(one) for one in marked],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def ids(session: AsyncSession, user: CurrentUser) -> FavoriteIds:
    return FavoriteIds(
        prompts=list(await repository.newest_ids(session, user, "prompt", _DRAWN)),
        samples=list(await repository.newest_ids(session, user, "sample", _DRAWN)),
    )


def describe(marked: MarkedTarget) -> FavoriteOut:
    favorite = marked.favorite
    return FavoriteOut(
        id=favorite.id,
        kind="sample" if favorite.prompt_id is None else "prompt",
        target_id=favorite.prompt_id or favorite.audio_id,
        note=favorite.note,
        created_at=favorite.created_at,
        prompt_text=marked.prompt_text,
        job_id=marked.job_id,
        label=None if marked.index is None else LABELS[marked.index],
    )


async def _require_target(
    session: AsyncSession, user: CurrentUser, kind: FavoriteKind, target_id: UUID
) -> None:
    if kind == "prompt":
        await prompts.find(session, user, target_id, field="target_id")
    else:
        await audio.find(session, user, target_id)


def _favorite(user: CurrentUser, payload: FavoritePut) -> Favorite:
    column = "prompt_id" if payload.kind == "prompt" else "audio_id"
    return Favorite(owner_id=user.id, note=payload.note, **{column: payload.target_id})
