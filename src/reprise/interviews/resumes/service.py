"""Decisions about résumés."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.interviews.resume_files import MAX_FILE_BYTES, ResumeFileError, extract_text, storable
from reprise.interviews.resumes import repository
from reprise.interviews.resumes.errors import (
    ResumeFileRefusedError,
    ResumeFileTooLargeError,
    ResumeNotFoundError,
)
from reprise.interviews.resumes.models import Resume
from reprise.interviews.resumes.schemas import ResumeOut


async def find(session: AsyncSession, user: CurrentUser) -> ResumeOut:
    """
    Raises:
        ResumeNotFoundError: this person has none.
    """
    resume = await repository.of(session, user.id)
    if resume is None:
        raise _missing()
    return ResumeOut.model_validate(resume)


async def put(
    session: AsyncSession, user: CurrentUser, content: str, *, file_name: str | None = None
) -> ResumeOut:
    """Write the one résumé of a person, or write it anew."""
    resume = await repository.of(session, user.id, lock=True) or await _first(session, user, content)
    resume.content = content
    resume.file_name = file_name
    await session.flush()
    return ResumeOut.model_validate(resume)


async def put_file(core: Core, user: CurrentUser, name: str, content: bytes) -> ResumeOut:
    """Take the text out of a file, outside any transaction, and make it the résumé.

    Raises:
        ResumeFileTooLargeError, ResumeFileRefusedError: it gives no text; the code says why.
    """
    try:
        text = await extract_text(name, content)
    except ResumeFileError as error:
        if error.code == ResumeFileTooLargeError.code:
            raise too_large() from None
        raise ResumeFileRefusedError(error.code, error.message) from None
    async with core.database.transaction() as session:
        return await put(session, user, text, file_name=storable(name)[:255])


async def delete(session: AsyncSession, user: CurrentUser) -> None:
    """
    Raises:
        ResumeNotFoundError: this person has none.
    """
    if not await repository.remove(session, user.id):
        raise _missing()


def too_large() -> ResumeFileTooLargeError:
    return ResumeFileTooLargeError(
        f"A résumé's file may hold at most {MAX_FILE_BYTES // 1024**2} MiB.", field="file"
    )


async def _first(session: AsyncSession, user: CurrentUser, content: str) -> Resume:
    resume = Resume(owner_id=user.id, content=content)
    try:
        async with session.begin_nested():
            await repository.add(session, resume)
    except IntegrityError:
        # Another request of the same person was first: this one writes over it.
        other = await repository.of(session, user.id, lock=True)
        if other is None:
            raise
        return other
    return resume


def _missing() -> ResumeNotFoundError:
    return ResumeNotFoundError("You have no résumé here yet.")
