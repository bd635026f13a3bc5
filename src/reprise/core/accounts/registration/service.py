"""Decisions about new accounts."""

from __future__ import annotations

from typing import Final, cast

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.errors import require_accounts
from reprise.core.accounts.hashing import hash_password
from reprise.core.accounts.invites import repository as invites
from reprise.core.accounts.registration import repository
from reprise.core.accounts.registration.errors import EmailTakenError, RegistrationClosedError
from reprise.core.auth.models import Role, User
from reprise.core.auth.tokens import digest
from reprise.core.context import Core
from reprise.core.limits import service as limits
from reprise.core.limits.allowance import Limit, network_of
from reprise.core.settings import Settings

PER_ADDRESS: Final = Limit("register-address", burst=30, seconds=20)


async def register(core: Core, email: str, password: str, invite: str | None, address: str) -> User:
    """A new member, or what the invite says.

    Raises:
        RegistrationClosedError: nobody may register, or only with an invite that is still good.
        EmailTakenError: somebody has this email.
        TooManyAttemptsError: too often of late.
    """
    require_accounts(core.settings)
    await limits.take(core.database, (PER_ADDRESS, PER_ADDRESS.key(network_of(address))))
    ticket = None if invite is None else digest(invite)
    # Everything that needs no hash first: whoever is refused anyway should not cost a core's time.
    async with core.database.snapshot() as session:
        _require_open(core.settings, ticket)
        if ticket is not None and not await invites.is_usable(session, ticket):
            raise _used_up()
        if await repository.email_is_taken(session, email):
            raise _taken()
    password_hash = await hash_password(password)
    async with core.database.transaction() as session:
        role = await _role(session, ticket)
        user = await repository.add(session, email, password_hash, role)
        if user is None:
            raise _taken()
    return user


async def _role(session: AsyncSession, ticket: str | None) -> Role:
    if ticket is None:
        return "member"
    role = await invites.use(session, ticket)
    if role is None:
        raise _used_up()
    return cast(Role, role)


def _require_open(settings: Settings, ticket: str | None) -> None:
    if settings.registration == "closed":
        raise RegistrationClosedError("Nobody can register here: ask an admin for an account.")
    if settings.registration == "invite" and ticket is None:
        raise RegistrationClosedError("Only who was invited can register here: ask an admin for an invite.")


def _used_up() -> RegistrationClosedError:
    return RegistrationClosedError("This invite is not valid any more: ask for a new one.", field="invite")


def _taken() -> EmailTakenError:
    return EmailTakenError("Somebody has registered with this email.", field="email")
