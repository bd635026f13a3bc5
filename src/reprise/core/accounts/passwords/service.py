"""Decisions about passwords."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.errors import InvalidCredentialsError, require_accounts
from reprise.core.accounts.hashing import hash_password
from reprise.core.accounts.links import page_link
from reprise.core.accounts.passwords import repository
from reprise.core.accounts.passwords.errors import ResetLinkNotValidError
from reprise.core.accounts.sessions import attempts
from reprise.core.accounts.sessions import repository as sessions
from reprise.core.accounts.sessions import service as signing_in
from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import User
from reprise.core.auth.repository import revoke_keys
from reprise.core.auth.tokens import digest, random_secret
from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.core.errors import not_found
from reprise.core.limits import service as limits
from reprise.core.limits.allowance import Limit, network_of

LINK_LIFETIME: Final = timedelta(hours=24)
PER_ADDRESS: Final = Limit("reset-address", burst=20, seconds=30)


@dataclass(frozen=True, slots=True)
class ResetLink:
    """Shown once; only a digest of the token is kept."""

    token: str
    link: str
    expires_at: datetime


async def change(
    core: Core, user: CurrentUser, current: str, new: str, address: str, *, new_session: bool
) -> tuple[User, str | None]:
    """The person, and the value of a cookie that goes on, if one was asked for; all older ones are void.

    Raises:
        WrongPasswordError: `current` is not the password.
        TooManyAttemptsError: too often of late.
    """
    require_accounts(core.settings)
    found = await signing_in.confirm(core, user, current, address, field="current_password")
    password_hash = await hash_password(new)
    async with core.database.transaction() as session:
        if not await sessions.lock_unchanged(session, found):
            raise InvalidCredentialsError("The password was changed at the same moment.")
        await repository.set_password(session, user.id, password_hash)
        cookie = await signing_in.add_session(session, found) if new_session else None
    return found, cookie


async def make_link(core: Core, session: AsyncSession, user_id: UUID) -> ResetLink:
    """
    Raises:
        NotFoundError: nobody with this id has an account.
    """
    secret, expires_at = random_secret(), utcnow() + LINK_LIFETIME
    if not await repository.put_reset(session, user_id, digest(secret), expires_at):
        raise not_found("person", user_id)
    return ResetLink(secret, page_link(core.settings.root_path, "reset", secret), expires_at)


async def reset(core: Core, token: str, password: str, address: str) -> None:
    """Set a new password by a link; every session, access token and key of the person is void.

    Raises:
        ResetLinkNotValidError: it never was a link, was used, was replaced, or is too old.
        TooManyAttemptsError: too often of late.
    """
    require_accounts(core.settings)
    await limits.take(core.database, (PER_ADDRESS, PER_ADDRESS.key(network_of(address))))
    async with core.database.snapshot() as session:
        if not await repository.is_open(session, digest(token)):
            raise _not_valid()
    password_hash = await hash_password(password)
    async with core.database.transaction() as session:
        user_id = await repository.use_reset(session, digest(token))
        if user_id is None:
            raise _not_valid()
        await repository.set_password(session, user_id, password_hash)
        # Whoever had the forgotten password may have made keys with it.
        await revoke_keys(session, user_id)
        user = await sessions.by_id(session, user_id)
        if user is not None and user.email is not None:
            # The tries with the forgotten password are not to stand in the way of the new one.
            await attempts.succeeded(session, user.email, address)


def _not_valid() -> ResetLinkNotValidError:
    return ResetLinkNotValidError(
        "This link is not valid any more: each works once, within 24 hours. Ask an admin for a new one.",
        field="token",
    )
