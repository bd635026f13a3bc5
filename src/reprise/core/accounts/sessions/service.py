"""Decisions about signing in and out."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.errors import InvalidCredentialsError, WrongPasswordError, require_accounts
from reprise.core.accounts.hashing import hash_password, needs_new_hash, verify_password
from reprise.core.accounts.sessions import attempts, repository
from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import User
from reprise.core.auth.tokens import AccessClaim, digest, issue_access_token, random_secret
from reprise.core.context import Core
from reprise.core.db import utcnow

LIFETIME: Final = timedelta(days=30)


async def login(core: Core, email: str, password: str, address: str) -> str:
    """An access token for a program.

    Raises:
        InvalidCredentialsError: no such account, or not its password.
        TooManyAttemptsError: too often of late.
    """
    user = await _authenticate(core, email, password, address)
    async with core.database.transaction() as session:
        await _welcome(session, user, address)
    return issue_access_token(core.keys.access_tokens, AccessClaim(user.id, user.token_version))


async def open_session(core: Core, email: str, password: str, address: str, replaced: str | None) -> str:
    """The value of a browser's cookie; the one it has so far ends. Raises what `login` raises."""
    user = await _authenticate(core, email, password, address)
    async with core.database.transaction() as session:
        await _welcome(session, user, address)
        if replaced is not None:
            await repository.remove(session, digest(replaced))
        return await add_session(session, user)


async def add_session(session: AsyncSession, user: User) -> str:
    """A session without asking anything; the value of its cookie."""
    secret = random_secret()
    await repository.add(session, user.id, digest(secret), utcnow() + LIFETIME)
    return secret


async def confirm(core: Core, user: CurrentUser, password: str, address: str, *, field: str) -> User:
    """The signed-in person, who has just shown that they know the password.

    Raises:
        WrongPasswordError: they did not.
        TooManyAttemptsError: too often of late.
    """
    async with core.database.snapshot() as session:
        found = await repository.by_id(session, user.id)
    if found is None or found.email is None:
        raise InvalidCredentialsError("This account is no longer there.")
    await attempts.take(core.database, found.email, address)
    if not await verify_password(found.password_hash, password):
        raise WrongPasswordError("This is not the password.", field=field)
    return found


async def _authenticate(core: Core, email: str, password: str, address: str) -> User:
    require_accounts(core.settings)
    await attempts.take(core.database, email, address)
    async with core.database.snapshot() as session:
        user = await repository.by_email(session, email)
    stored = None if user is None else user.password_hash
    if not await verify_password(stored, password) or user is None:
        raise _invalid()
    if stored is not None and needs_new_hash(stored):
        user = await _renewed(core, user, await hash_password(password))
    return user


async def _renewed(core: Core, user: User, password_hash: str) -> User:
    async with core.database.transaction() as session:
        if not await repository.lock_unchanged(session, user):
            raise _invalid()
        await repository.renew_hash(session, user.id, password_hash)
        user.password_hash = password_hash
    return user


async def _welcome(session: AsyncSession, user: User, address: str) -> None:
    # While the password was verified it may have been changed, and every session ended: this one too.
    if not await repository.lock_unchanged(session, user) or user.email is None:
        raise _invalid()
    await attempts.succeeded(session, user.email, address)


def _invalid() -> InvalidCredentialsError:
    return InvalidCredentialsError("Email or password is not right.")
