"""Decisions about people and their roles."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.errors import LastAdminError
from reprise.core.accounts.people import repository
from reprise.core.accounts.people.schemas import PersonChange, PersonOut
from reprise.core.auth.models import Role, User
from reprise.core.auth.repository import void_sessions
from reprise.core.db import utcnow
from reprise.core.errors import not_found
from reprise.core.paging import Page, Paging


async def listing(session: AsyncSession, paging: Paging) -> Page[PersonOut]:
    people, cursor, total, capped = await repository.page(session, paging)
    return Page(
        items=[PersonOut.model_validate(person) for person in people],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def change(session: AsyncSession, user_id: UUID, payload: PersonChange) -> PersonOut:
    """
    Raises:
        NotFoundError: nobody with this id has an account.
        LastAdminError: nobody would be left who can let people in.
    """
    admins = await repository.lock_admins(session)
    person = await repository.lock(session, user_id)
    if person is None:
        raise not_found("person", user_id)
    role = payload.role if "role" in payload.model_fields_set else None
    disabled = payload.disabled if "disabled" in payload.model_fields_set else None
    if person.id in admins and (disabled or role not in {None, "admin"}):
        require_another_admin(admins, person.id)
    await set_role(session, person, role)
    await _set_disabled(session, person, disabled)
    await session.flush()
    return PersonOut.model_validate(person)


def require_another_admin(admins: set[UUID], user_id: UUID) -> None:
    """
    Raises:
        LastAdminError: there is no other admin who can come in.
    """
    if admins <= {user_id}:
        raise LastAdminError("This is the last admin: make somebody else an admin first.")


async def set_role(session: AsyncSession, person: User, role: Role | None) -> None:
    """Sessions and access tokens end with the old role: what was open must be opened anew."""
    if role is None or role == person.role:
        return
    person.role = role
    await session.flush()
    await void_sessions(session, person.id)


async def _set_disabled(session: AsyncSession, person: User, disabled: bool | None) -> None:
    if disabled is None or disabled == (person.disabled_at is not None):
        return
    person.disabled_at = utcnow() if disabled else None
    await session.flush()
    await void_sessions(session, person.id)
