"""Decisions about experts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import require_change
from reprise.core.errors import ConflictError, not_found
from reprise.core.paging import Page, Paging
from reprise.experts.directory import findability, repository
from reprise.experts.directory.folding import fold
from reprise.experts.directory.models import Expert
from reprise.experts.directory.repository import ExpertFilter
from reprise.experts.directory.schemas import (
    CategoryCount,
    DirectoryFacts,
    ExpertCreate,
    ExpertOut,
    ExpertUpdate,
)

_FIELDS: Final = tuple(name for name in ExpertOut.model_fields if name not in {"advice", "can_edit"})


class UsernameTakenError(ConflictError):
    code = "USERNAME_TAKEN"


async def find(session: AsyncSession, user: CurrentUser, expert_id: UUID, *, lock: bool = False) -> Expert:
    """
    Raises:
        NotFoundError: there is no such expert, or the user may not see them.
    """
    expert = await repository.get(session, user, expert_id, lock=lock)
    if expert is None:
        raise not_found("expert", expert_id)
    return expert


async def listing(
    session: AsyncSession, user: CurrentUser, wanted: ExpertFilter, paging: Paging
) -> Page[ExpertOut]:
    experts, cursor, total, capped = await repository.page(session, user, wanted, paging)
    return Page(
        items=[describe(user, expert) for expert in experts],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def create(session: AsyncSession, user: CurrentUser, payload: ExpertCreate) -> ExpertOut:
    """
    Raises:
        UsernameTakenError: somebody else has it.
    """
    revision = await repository.next_revision(session)
    if await repository.id_of(session, payload.username) is not None:
        raise UsernameTakenError(
            f"There is an expert with the username {payload.username!r} already.", field="username"
        )
    expert = Expert(owner_id=user.id)
    write(expert, payload.model_dump(), revision)
    await repository.store(session, [expert])
    return describe(user, expert)


async def change(
    session: AsyncSession, user: CurrentUser, expert_id: UUID, payload: ExpertUpdate
) -> ExpertOut:
    """
    Raises:
        NotFoundError, ForbiddenError: they are not there, or somebody else's.
    """
    # First, as everybody does: two changes must not wait for each other.
    revision = await repository.next_revision(session)
    expert = await find(session, user, expert_id, lock=True)
    require_change(user, expert, "expert")
    write(expert, payload.model_dump(exclude_unset=True), revision)
    await session.flush()
    return describe(user, expert)


async def delete(session: AsyncSession, user: CurrentUser, expert_id: UUID) -> None:
    """Conversations keep what they showed.

    Raises:
        NotFoundError, ForbiddenError: they are not there, or somebody else's.
    """
    await repository.next_revision(session, removals=1)
    expert = await find(session, user, expert_id, lock=True)
    require_change(user, expert, "expert")
    await repository.remove(session, expert_id)


def write(expert: Expert, values: Mapping[str, Any], revision: int) -> bool:
    """Set fields and whatever follows from them; False, and nothing set, when they are so already."""
    if all(getattr(expert, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(expert, name, value)
    expert.findability = findability.score(expert)
    expert.search_key = fold(
        (
            expert.username,
            f"{expert.first_name} {expert.last_name}",
            expert.job_title,
            expert.company,
            expert.category,
            *(expert.tags or ()),
        )
    )
    expert.revision = revision
    return True


async def facts(session: AsyncSession) -> DirectoryFacts:
    everyone, active = await repository.counts(session)
    return DirectoryFacts(
        experts=everyone,
        active=active,
        categories=[CategoryCount.model_validate(row) for row in await repository.categories(session)],
    )


def describe(user: CurrentUser, expert: Expert) -> ExpertOut:
    return ExpertOut(
        **{name: getattr(expert, name) for name in _FIELDS},
        advice=findability.advice(expert),
        can_edit=user.role == "admin" or expert.owner_id == user.id,
    )
