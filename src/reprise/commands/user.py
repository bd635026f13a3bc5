"""`reprise user`: accounts from the command line, the first admin among them."""

from __future__ import annotations

import asyncio
import getpass
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.fields import normal_email
from reprise.core.accounts.hashing import hash_password
from reprise.core.accounts.passwords import repository as passwords
from reprise.core.accounts.people import repository as people
from reprise.core.accounts.people.service import require_another_admin, set_role
from reprise.core.accounts.registration import repository as registration
from reprise.core.auth.models import Role, User
from reprise.core.db import Database, iso
from reprise.core.errors import AppError
from reprise.core.operations.schema import upgrade
from reprise.core.settings import Settings

T = TypeVar("T")


class UserError(Exception):
    """What was asked for cannot be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Person:
    """One line of `reprise user list`."""

    id: str
    email: str
    role: str
    disabled: bool
    created_at: str


def add(settings: Settings, email: str, role: Role) -> str:
    """Make an account, or give the installation's row to its first admin; a sentence about it.

    Raises:
        UserError: the email is none, is taken, or the password is too short or too long.
    """
    address, password = _email(email), ask_password(f"Password for {email.strip()}: ")

    async def work(session: AsyncSession, password_hash: str) -> str:
        if role == "admin" and not await registration.email_is_taken(session, address):
            owner = await registration.take_over_installation(session, address, password_hash)
            if owner is not None:
                return f"{address} is an admin now and has what was made here so far."
        if await registration.add(session, address, password_hash, role) is None:
            raise UserError(f"{address} has an account already.")
        return f"{address} has an account now, as {role}."

    return _with_password(settings, password, work)


def change_password(settings: Settings, email: str) -> str:
    """Set somebody's password; all their sessions and access tokens are void."""
    address, password = _email(email), ask_password(f"New password for {email.strip()}: ")

    async def work(session: AsyncSession, password_hash: str) -> str:
        user = await _find(session, address)
        await passwords.set_password(session, user.id, password_hash)
        return f"{address} has a new password and is signed out everywhere."

    return _with_password(settings, password, work)


def change_role(settings: Settings, email: str, role: Role) -> str:
    address = _email(email)

    async def work(session: AsyncSession) -> str:
        admins = await people.lock_admins(session)
        user = await _find(session, address)
        if user.id in admins and role != "admin":
            require_another_admin(admins, user.id)
        await set_role(session, user, role)
        return f"{address} is {role} now."

    return _run(settings, work)


def listing(settings: Settings) -> list[Person]:
    """Everybody who has an account, the oldest first."""

    async def work(session: AsyncSession) -> list[Person]:
        return [_describe(user) for user in await people.everybody(session)]

    return _run(settings, work)


def as_documents(found: list[Person]) -> list[dict[str, Any]]:
    return [asdict(person) for person in found]


def ask_password(prompt: str) -> str:
    """From the terminal, unseen and twice; from standard input when that is no terminal. Never an argument:
    those can be read by everybody on the machine.
    """
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = getpass.getpass(prompt)
        if getpass.getpass("Once more: ") != password:
            raise UserError("The two passwords are not the same.")
    if not 8 <= len(password) <= 128:
        raise UserError("A password has 8 to 128 characters.")
    return password


def _email(email: str) -> str:
    try:
        return normal_email(email)
    except ValueError as error:
        raise UserError(f"{email!r} {error}.") from None


def _describe(user: User) -> Person:
    return Person(
        str(user.id), user.email or "", user.role, user.disabled_at is not None, iso(user.created_at)
    )


async def _find(session: AsyncSession, email: str) -> User:
    user = await people.lock_by_email(session, email)
    if user is None:
        raise UserError(f"Nobody has an account with {email}.")
    return user


def _with_password(
    settings: Settings, password: str, work: Callable[[AsyncSession, str], Awaitable[str]]
) -> str:
    # Hashed before the transaction begins: while that lasts, nobody else could write.
    password_hash = asyncio.run(hash_password(password))
    return _run(settings, lambda session: work(session, password_hash))


def _run(settings: Settings, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    settings.make_data_dir()
    upgrade(settings.resolved_database_url)
    return asyncio.run(_in_transaction(settings.resolved_database_url, work))


async def _in_transaction(url: str, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    database = Database(url)
    try:
        async with database.transaction() as session:
            return await work(session)
    except AppError as error:
        raise UserError(error.message) from None
    finally:
        await database.close()
