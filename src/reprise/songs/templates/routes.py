"""HTTP of prompt templates."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import Pages
from reprise.core.idempotency.routing import Router
from reprise.core.paging import Page
from reprise.songs.prompts.schemas import PromptOut
from reprise.songs.templates import service
from reprise.songs.templates.schemas import Category, TemplateCreate, TemplateOut, TemplateUpdate

router = Router(tags=["templates"])


@router.get("/prompt-templates")
async def list_templates(
    user: SignedIn,
    session: ReadSession,
    paging: Pages,
    category: Annotated[Category | None, Query()] = None,
) -> Page[TemplateOut]:
    """The system's templates and one's own, newest first."""
    return await service.listing(session, user, paging, category)


@router.post("/prompt-templates", status_code=201)
async def create_template(payload: TemplateCreate, user: SignedIn, session: WriteSession) -> TemplateOut:
    """Save a template of one's own."""
    return await service.create(session, user, payload)


@router.patch("/prompt-templates/{template_id}")
async def change_template(
    template_id: UUID, payload: TemplateUpdate, user: SignedIn, session: WriteSession
) -> TemplateOut:
    """Change a template of one's own."""
    return await service.change(session, user, template_id, payload)


@router.delete("/prompt-templates/{template_id}", status_code=204, response_class=Response)
async def delete_template(template_id: UUID, user: SignedIn, session: WriteSession) -> None:
    """Delete a template of one's own."""
    await service.delete(session, user, template_id)


@router.post("/prompt-templates/{template_id}/apply", status_code=201)
async def apply_template(
    template_id: UUID, user: SignedIn, session: WriteSession, response: Response
) -> PromptOut:
    """Make a prompt of a template."""
    prompt = await service.apply(session, user, template_id)
    response.headers["Location"] = f"/api/v1/prompts/{prompt.id}"
    return prompt
