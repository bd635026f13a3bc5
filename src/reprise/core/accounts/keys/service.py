"""Decisions about keys."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.errors import require_accounts
from reprise.core.accounts.keys import repository
from reprise.core.accounts.keys.errors import TooManyKeysError
from reprise.core.accounts.keys.schemas import KeyOut, NewKey
from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import ApiKey
from reprise.core.auth.tokens import HINT_LENGTH, digest, random_api_key
from reprise.core.errors import not_found
from reprise.core.paging import Page, Paging
from reprise.core.settings import Settings

MOST: Final = 50


async def create(settings: Settings, session: AsyncSession, user: CurrentUser, name: str) -> NewKey:
    """
    Raises:
        TooManyKeysError: the person has as many as one may have.
    """
    require_accounts(settings)
    if await repository.count(session, user) >= MOST:
        raise TooManyKeysError(f"You have {MOST} keys, more are not possible: revoke one that is not needed.")
    secret = random_api_key()
    key = ApiKey(owner_id=user.id, name=name, hint=secret[:HINT_LENGTH], digest=digest(secret))
    await repository.add(session, key)
    return NewKey(**KeyOut.model_validate(key).model_dump(), key=secret)


async def listing(session: AsyncSession, user: CurrentUser, paging: Paging) -> Page[KeyOut]:
    keys, cursor, total, capped = await repository.page(session, user, paging)
    return Page(
        items=[KeyOut.model_validate(key) for key in keys],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def revoke(session: AsyncSession, user: CurrentUser, key_id: UUID) -> None:
    """
    Raises:
        NotFoundError: there is no such key, or it is somebody else's.
    """
    if not await repository.remove(session, user, key_id):
        raise not_found("key", key_id)
