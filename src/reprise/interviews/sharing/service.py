"""Decisions about share links."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.tokens import digest, random_secret
from reprise.core.db import utcnow
from reprise.core.errors import not_found
from reprise.core.paging import Page, Paging
from reprise.core.settings import Settings
from reprise.interviews.feedback import service as feedback
from reprise.interviews.postings.schemas import PostingFacts
from reprise.interviews.sessions import repository as session_rows
from reprise.interviews.sessions import service as sessions
from reprise.interviews.sessions.schemas import MessageOut
from reprise.interviews.sharing import repository
from reprise.interviews.sharing.errors import ShareLinkNotFoundError, TooManyShareLinksError
from reprise.interviews.sharing.models import SessionShareLink
from reprise.interviews.sharing.schemas import SharedSession, ShareLinkCreate, ShareLinkCreated, ShareLinkOut

_MOST: Final = 100
_PAGE: Final = "/interviews/shared#"


async def create(
    settings: Settings,
    session: AsyncSession,
    user: CurrentUser,
    session_id: UUID,
    payload: ShareLinkCreate,
) -> ShareLinkCreated:
    """A link of 256 random bits, of which only the hash is kept.

    Raises:
        TooManyShareLinksError: the session has had a hundred.
    """
    interview = await sessions.find_locked(session, user, session_id)
    if await repository.count(session, interview.id) >= _MOST:
        raise TooManyShareLinksError(f"A session can have at most {_MOST} links.")
    token = random_secret()
    link = SessionShareLink(
        owner_id=user.id,
        session_id=interview.id,
        token_hash=digest(token),
        label=payload.label,
        expires_at=utcnow() + timedelta(days=payload.expires_in_days),
    )
    await repository.add(session, link)
    shown = ShareLinkOut.model_validate(link)
    return ShareLinkCreated(**dict(shown), token=token, path=settings.root_path + _PAGE + token)


async def listing(
    session: AsyncSession, user: CurrentUser, session_id: UUID, paging: Paging
) -> Page[ShareLinkOut]:
    await sessions.find(session, user, session_id)
    links, cursor, total, capped = await repository.page(session, session_id, paging)
    return Page(
        items=[ShareLinkOut.model_validate(link) for link in links],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def revoke(session: AsyncSession, user: CurrentUser, session_id: UUID, link_id: UUID) -> None:
    """
    Raises:
        NotFoundError: there is no such session or link, or it is somebody else's.
    """
    await sessions.find(session, user, session_id)
    if not await repository.revoke(session, session_id, link_id):
        raise not_found("share link", link_id)


async def read(session: AsyncSession, token: str) -> SharedSession:
    """
    Raises:
        ShareLinkNotFoundError: there is none, it was revoked or has expired, or its owner is disabled.
    """
    link = await repository.opened_by(session, digest(token), utcnow())
    interview = None if link is None else await session_rows.by_id(session, link.session_id)
    if link is None or interview is None:
        raise ShareLinkNotFoundError("There is no such link, or it does not work any more.")
    judged = await feedback.describe_if_any(session, interview.id)
    return SharedSession(
        role=interview.role,
        company=PostingFacts.model_validate(interview.posting).company,
        attempt=interview.attempt,
        status=interview.status,
        created_at=interview.created_at,
        completed_at=interview.completed_at,
        expires_at=link.expires_at,
        messages=[MessageOut.model_validate(m) for m in await session_rows.messages(session, interview.id)],
        feedback=judged.model_copy(update={"thumb": None}) if judged else None,
    )
