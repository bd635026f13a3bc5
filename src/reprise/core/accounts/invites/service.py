"""Decisions about invites."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.errors import require_accounts
from reprise.core.accounts.invites import repository
from reprise.core.accounts.invites.models import Invite
from reprise.core.accounts.invites.schemas import InviteCreate, InviteOut, NewInvite
from reprise.core.accounts.links import page_link
from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.tokens import digest, random_secret
from reprise.core.db import utcnow
from reprise.core.errors import not_found
from reprise.core.paging import Page, Paging
from reprise.core.settings import Settings


async def create(
    settings: Settings, session: AsyncSession, user: CurrentUser, payload: InviteCreate
) -> NewInvite:
    require_accounts(settings)
    secret, now = random_secret(), utcnow()
    invite = Invite(
        owner_id=user.id,
        digest=digest(secret),
        created_at=now,
        expires_at=now + timedelta(days=payload.days),
        uses=0,
        **payload.model_dump(exclude={"days"}),
    )
    await repository.add(session, invite)
    shown = InviteOut.model_validate(invite).model_dump()
    return NewInvite(**shown, token=secret, link=page_link(settings.root_path, "invite", secret))


async def listing(session: AsyncSession, paging: Paging) -> Page[InviteOut]:
    invites, cursor, total, capped = await repository.page(session, paging)
    return Page(
        items=[InviteOut.model_validate(invite) for invite in invites],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def take_back(session: AsyncSession, invite_id: UUID) -> None:
    """
    Raises:
        NotFoundError: there is no such invite.
    """
    if not await repository.remove(session, invite_id):
        raise not_found("invite", invite_id)
