"""All SQL on résumés."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.interviews.resumes.models import Resume


async def of(session: AsyncSession, owner_id: UUID, *, lock: bool = False) -> Resume | None:
    query = select(Resume).where(Resume.owner_id == owner_id)
    return await session.scalar(query.with_for_update() if lock else query)


async def remove(session: AsyncSession, owner_id: UUID) -> bool:
    gone = delete(Resume).where(Resume.owner_id == owner_id).returning(Resume.id)
    return (await session.scalar(gone)) is not None


async def add(session: AsyncSession, resume: Resume) -> None:
    session.add(resume)
    await session.flush()
