"""Decisions about invites, and about who rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.tokens import digest, random_secret
from reprise.core.context import Core
from reprise.core.errors import not_found
from reprise.core.paging import Page, Paging
from reprise.songs.abtests import repository as tests
from reprise.songs.abtests import service
from reprise.songs.abtests.errors import ClosedError
from reprise.songs.abtests.models import AbInvite, Rater
from reprise.songs.abtests.raters import repository
from reprise.songs.abtests.raters.errors import AbInviteNotFoundError, AbInviteUsedUpError
from reprise.songs.abtests.raters.schemas import AbInviteCreate, AbInviteOut, NewAbInvite

RATER_PREFIX: Final = "ra-"
_PAGE: Final = "/songs/rate"


@dataclass(frozen=True, slots=True)
class Joined:
    """`token` is the secret of a rater who just came without an account, and only then not None."""

    rater_id: UUID
    token: str | None
    is_new: bool


async def invite(
    core: Core, session: AsyncSession, user: CurrentUser, ab_test_id: UUID, payload: AbInviteCreate
) -> NewAbInvite:
    """
    Raises:
        NotFoundError, ForbiddenError: the test is not there, or somebody else's.
        ClosedError: there is nothing to vote on any more.
    """
    test = await service.find_own(session, user, ab_test_id)
    if test.closed_at is not None:
        raise ClosedError("This test is closed: nobody can vote any more.")
    secret = random_secret()
    made = AbInvite(
        id=uuid4(),
        owner_id=user.id,
        ab_test_id=test.id,
        digest=digest(secret),
        label=payload.label,
        uses=payload.uses,
        used=0,
    )
    await repository.add_invite(session, made)
    shown = AbInviteOut.model_validate(made).model_dump()
    url = f"{core.settings.root_path}{_PAGE}/{test.id}#{secret}"
    return NewAbInvite(**shown, token=secret, url=url)


async def invites(
    session: AsyncSession, user: CurrentUser, ab_test_id: UUID, paging: Paging
) -> Page[AbInviteOut]:
    await service.find(session, user, ab_test_id)
    found, cursor, total, capped = await repository.invite_page(session, ab_test_id, paging)
    return Page(
        items=[AbInviteOut.model_validate(one) for one in found],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def take_back(session: AsyncSession, user: CurrentUser, ab_test_id: UUID, invite_id: UUID) -> None:
    """Nobody can come by it any more; those who did go on.

    Raises:
        NotFoundError, ForbiddenError: test or invite are not there, or somebody else's.
    """
    await service.find_own(session, user, ab_test_id)
    if not await repository.remove_invite(session, ab_test_id, invite_id):
        raise not_found("invite", invite_id)


async def join(
    core: Core,
    session: AsyncSession,
    ab_test_id: UUID,
    token: str,
    *,
    user: CurrentUser | None,
    known: Rater | None,
) -> Joined:
    """Trade one use of an invite for a rater; who is one already uses nothing.

    Args:
        user: who is signed in; None makes a rater without an account.
        known: the rater as whom the request came.

    Raises:
        AbInviteNotFoundError: this test has no such invite.
        AbInviteUsedUpError: others were first.
        ClosedError: there is nothing to vote on any more.
    """
    # Held first, as by whoever deletes or closes it: locks in another order would end in a deadlock.
    test = await tests.by_id(session, ab_test_id, hold="read")
    invite_id = await repository.invite_by_digest(session, ab_test_id, digest(token))
    if invite_id is None or test is None:
        raise AbInviteNotFoundError("This link is not, or no longer, an invite to rate.", field="token")
    if test.closed_at is not None:
        raise ClosedError("This test is closed: it takes no more votes.")
    if user is not None:
        return await _join_as(core, session, ab_test_id, invite_id, user)
    if known is not None:
        return Joined(known.id, None, is_new=False)
    await _use(session, invite_id)
    secret = RATER_PREFIX + random_secret()
    rater = Rater(id=uuid4(), ab_test_id=ab_test_id, invite_id=invite_id, digest=digest(secret))
    await repository.add_rater(session, rater)
    await service.tell(core, session, ab_test_id, "joined")
    return Joined(rater.id, secret, is_new=True)


async def _join_as(
    core: Core, session: AsyncSession, ab_test_id: UUID, invite_id: UUID, user: CurrentUser
) -> Joined:
    """Members may rate whatever they see: only raters need a use."""
    is_new = await repository.ensure_rater_of_user(session, ab_test_id, user.id, invite_id)
    if is_new and user.role == "rater":
        await _use(session, invite_id)
    rater = await repository.rater_of_user(session, ab_test_id, user.id)
    assert rater is not None
    if is_new:
        await service.tell(core, session, ab_test_id, "joined")
    return Joined(rater.id, None, is_new)


async def _use(session: AsyncSession, invite_id: UUID) -> None:
    if not await repository.use_invite(session, invite_id):
        raise AbInviteUsedUpError("This invite has been used up: ask for another one.", field="token")
