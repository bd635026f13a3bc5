"""All SQL on job postings."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.interviews.postings.models import JobPosting


async def get(
    session: AsyncSession, user: CurrentUser, posting_id: UUID, *, lock: bool = False
) -> JobPosting | None:
    query = select(JobPosting).where(JobPosting.id == posting_id, JobPosting.owner_id == user.id)
    return await session.scalar(query.with_for_update(key_share=True) if lock else query)


async def add(session: AsyncSession, posting: JobPosting) -> None:
    session.add(posting)
    await session.flush()


async def page(
    session: AsyncSession, user: CurrentUser, paging: Paging
) -> tuple[list[JobPosting], str | None, int, bool]:
    query = select(JobPosting, JobPosting.created_at, JobPosting.id).where(JobPosting.owner_id == user.id)
    rows, cursor = await newest_first(
        session, query, paging, created_at=JobPosting.created_at, id_=JobPosting.id
    )
    total, capped = await capped_total(session, query)
    return [row[0] for row in rows], cursor, total, capped


async def remove(session: AsyncSession, user: CurrentUser, posting_id: UUID) -> bool:
    gone = (
        delete(JobPosting)
        .where(JobPosting.id == posting_id, JobPosting.owner_id == user.id)
        .returning(JobPosting.id)
    )
    return (await session.scalar(gone)) is not None
