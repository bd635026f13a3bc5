"""All SQL on favourites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.songs.audio.models import AudioSample
from reprise.songs.favorites.models import Favorite
from reprise.songs.favorites.schemas import FavoriteKind
from reprise.songs.prompts.models import Prompt

_TARGETS: dict[FavoriteKind, Any] = {"prompt": Favorite.prompt_id, "sample": Favorite.audio_id}


@dataclass(frozen=True, slots=True)
class MarkedTarget:
    """A favourite and what is shown of its target; the last two are those of a sample."""

    favorite: Favorite
    prompt_text: str
    job_id: UUID | None
    index: int | None


def _mine(user: CurrentUser, kind: FavoriteKind | None) -> ColumnElement[bool]:
    mine = (Favorite.owner_id == user.id) & visible_to_installation(user)
    return mine if kind is None else mine & _TARGETS[kind].is_not(None)


def _with_targets(user: CurrentUser, kind: FavoriteKind | None) -> Select[*tuple[Any, ...]]:
    return (
        select(Favorite, Prompt.text, AudioSample.job_id, AudioSample.index, Favorite.created_at, Favorite.id)
        .outerjoin(AudioSample, AudioSample.id == Favorite.audio_id)
        .join(Prompt, Prompt.id == func.coalesce(Favorite.prompt_id, AudioSample.prompt_id))
        .where(_mine(user, kind))
    )


async def get(
    session: AsyncSession, user: CurrentUser, kind: FavoriteKind, target_id: UUID
) -> MarkedTarget | None:
    query = _with_targets(user, kind).where(_TARGETS[kind] == target_id)
    row = (await session.execute(query)).one_or_none()
    return MarkedTarget(*row[:4]) if row else None


async def page(
    session: AsyncSession, user: CurrentUser, paging: Paging, kind: FavoriteKind | None
) -> tuple[list[MarkedTarget], str | None, int, bool]:
    rows, cursor = await newest_first(
        session, _with_targets(user, kind), paging, created_at=Favorite.created_at, id_=Favorite.id
    )
    total, capped = await capped_total(session, select(Favorite.id).where(_mine(user, kind)))
    return [MarkedTarget(*row[:4]) for row in rows], cursor, total, capped


async def add(session: AsyncSession, favorite: Favorite) -> bool:
    """False when another request marked the target first, or the target went away meanwhile."""
    try:
        async with session.begin_nested():
            session.add(favorite)
            await session.flush()
    except IntegrityError:
        return False
    return True


async def remove(session: AsyncSession, user: CurrentUser, kind: FavoriteKind, target_id: UUID) -> bool:
    """False when the target was not marked."""
    gone = await session.scalar(
        delete(Favorite)
        .where(_mine(user, kind), _TARGETS[kind] == target_id)
        .returning(Favorite.id)
        .execution_options(synchronize_session=False)
    )
    return gone is not None


async def newest_ids(
    session: AsyncSession, user: CurrentUser, kind: FavoriteKind, limit: int
) -> Sequence[UUID]:
    query = (
        select(_TARGETS[kind])
        .where(_mine(user, kind))
        .order_by(Favorite.created_at.desc(), Favorite.id.desc())
        .limit(limit)
    )
    return (await session.scalars(query)).all()
