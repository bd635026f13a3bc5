"""Decisions about job postings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.errors import not_found
from reprise.core.paging import Page, Paging
from reprise.interviews.postings import repository
from reprise.interviews.postings.models import JobPosting
from reprise.interviews.postings.schemas import PostingCreate, PostingOut


async def find(
    session: AsyncSession,
    user: CurrentUser,
    posting_id: UUID,
    *,
    field: str | None = None,
    lock: bool = False,
) -> JobPosting:
    """
    Raises:
        NotFoundError: there is no such posting, or it is somebody else's.
    """
    posting = await repository.get(session, user, posting_id, lock=lock)
    if posting is None:
        raise not_found("job posting", posting_id, field=field)
    return posting


async def listing(session: AsyncSession, user: CurrentUser, paging: Paging) -> Page[PostingOut]:
    postings, cursor, total, capped = await repository.page(session, user, paging)
    return Page(
        items=[PostingOut.model_validate(posting) for posting in postings],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def create(session: AsyncSession, user: CurrentUser, payload: PostingCreate) -> PostingOut:
    posting = JobPosting(owner_id=user.id, **payload.model_dump())
    await repository.add(session, posting)
    return PostingOut.model_validate(posting)


async def change(
    session: AsyncSession, user: CurrentUser, posting_id: UUID, changes: Mapping[str, Any]
) -> PostingOut:
    """Sessions that began before keep the posting as it was."""
    posting = await find(session, user, posting_id, lock=True)
    for name, value in changes.items():
        setattr(posting, name, value)
    await session.flush()
    return PostingOut.model_validate(posting)


async def delete(session: AsyncSession, user: CurrentUser, posting_id: UUID) -> None:
    """Its sessions stay.

    Raises:
        NotFoundError: there is no such posting, or it is somebody else's.
    """
    if not await repository.remove(session, user, posting_id):
        raise not_found("job posting", posting_id)
