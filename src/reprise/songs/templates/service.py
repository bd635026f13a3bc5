"""Decisions about templates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import utcnow
from reprise.core.errors import not_found
from reprise.core.paging import Page, Paging
from reprise.songs.prompts import service as prompts
from reprise.songs.prompts.schemas import PromptAttributes, PromptCreate, PromptOut
from reprise.songs.templates import repository
from reprise.songs.templates.errors import TemplateNameTakenError, TemplateReadOnlyError
from reprise.songs.templates.models import PromptTemplate
from reprise.songs.templates.schemas import TemplateCreate, TemplateOut, TemplateUpdate


async def find(session: AsyncSession, user: CurrentUser, template_id: UUID) -> PromptTemplate:
    """
    Raises:
        NotFoundError: there is no such template, or it is somebody else's.
    """
    template = await repository.get(session, user, template_id)
    if template is None:
        raise not_found("template", template_id)
    return template


async def listing(
    session: AsyncSession, user: CurrentUser, paging: Paging, category: str | None
) -> Page[TemplateOut]:
    templates, cursor, total, capped = await repository.page(session, user, paging, category)
    return Page(
        items=[describe(template) for template in templates],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def create(session: AsyncSession, user: CurrentUser, payload: TemplateCreate) -> TemplateOut:
    """
    Raises:
        TemplateNameTakenError: this person has a template of this name.
    """
    template = PromptTemplate(owner_id=user.id, is_system=False, **_columns(payload))
    return await _store(session, template)


async def change(
    session: AsyncSession, user: CurrentUser, template_id: UUID, payload: TemplateUpdate
) -> TemplateOut:
    """
    Raises:
        TemplateReadOnlyError: it came with Reprise.
        TemplateNameTakenError: this person has another template of the new name.
    """
    template = await _find_own(session, user, template_id)
    for name, value in _columns(payload).items():
        setattr(template, name, value)
    template.updated_at = utcnow()
    return await _store(session, template)


async def delete(session: AsyncSession, user: CurrentUser, template_id: UUID) -> None:
    """
    Raises:
        TemplateReadOnlyError: it came with Reprise.
    """
    await _find_own(session, user, template_id)
    await repository.remove(session, template_id)


async def apply(session: AsyncSession, user: CurrentUser, template_id: UUID) -> PromptOut:
    """A new prompt with the text and attributes of the template."""
    template = await find(session, user, template_id)
    attributes = PromptAttributes.model_validate(prompts.describe_attributes(template).model_dump())
    return await prompts.create(session, user, PromptCreate(text=template.text, attributes=attributes))


def describe(template: PromptTemplate) -> TemplateOut:
    return TemplateOut(
        id=template.id,
        name=template.name,
        category=template.category,
        is_system=template.is_system,
        text=template.text,
        attributes=prompts.describe_attributes(template),
        created_at=template.created_at,
        updated_at=template.updated_at,
    )


async def _find_own(session: AsyncSession, user: CurrentUser, template_id: UUID) -> PromptTemplate:
    template = await find(session, user, template_id)
    if template.is_system:
        raise TemplateReadOnlyError(
            f"{template.name!r} came with Reprise and stays as it is: save one of your own instead."
        )
    return template


async def _store(session: AsyncSession, template: PromptTemplate) -> TemplateOut:
    name = template.name
    if not await repository.store(session, template):
        raise TemplateNameTakenError(f"You already have a template called {name!r}.", field="name")
    return describe(template)


def _columns(payload: TemplateCreate | TemplateUpdate) -> dict[str, Any]:
    given = payload.model_dump(exclude={"attributes"}, exclude_unset=True)
    if payload.attributes is None:
        return given
    return given | prompts.attribute_columns(payload.attributes)
