"""HTTP of the directory."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from reprise.core.auth.dependencies import Member
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import Pages
from reprise.core.idempotency.routing import Router
from reprise.core.paging import Page
from reprise.core.schema import Text
from reprise.experts.directory import service
from reprise.experts.directory.fields import MAX_RATE
from reprise.experts.directory.folding import fold
from reprise.experts.directory.repository import ExpertFilter
from reprise.experts.directory.schemas import DirectoryFacts, ExpertCreate, ExpertOut, ExpertUpdate

router = Router(tags=["experts"])


@router.get("/experts")
async def list_experts(
    user: Member,
    session: ReadSession,
    paging: Pages,
    q: Annotated[
        Text | None, Query(max_length=200, description="Part of name, title, company, category or tags.")
    ] = None,
    category: Annotated[Text | None, Query(max_length=100)] = None,
    active: Annotated[bool | None, Query(description="Whether the chat may recommend them.")] = None,
    max_rate: Annotated[float | None, Query(ge=0, le=MAX_RATE, allow_inf_nan=False)] = None,
    max_findability: Annotated[
        int | None, Query(ge=0, le=100, description="Profiles that are found this badly or worse.")
    ] = None,
) -> Page[ExpertOut]:
    """Experts, newest first."""
    wanted = ExpertFilter(fold([q]), category, active, max_rate, max_findability)
    return await service.listing(session, user, wanted, paging)


@router.post("/experts", status_code=201)
async def create_expert(
    payload: ExpertCreate, user: Member, session: WriteSession, response: Response
) -> ExpertOut:
    """Add one expert; many come by `reprise experts import`."""
    expert = await service.create(session, user, payload)
    response.headers["Location"] = f"/api/v1/experts/{expert.id}"
    return expert


@router.get("/experts/directory")
async def directory_facts(_: Member, session: ReadSession) -> DirectoryFacts:
    """How many experts there are, and their categories."""
    return await service.facts(session)


@router.get("/experts/{expert_id}")
async def get_expert(expert_id: UUID, user: Member, session: ReadSession) -> ExpertOut:
    """One expert."""
    return service.describe(user, await service.find(session, user, expert_id))


@router.patch("/experts/{expert_id}")
async def change_expert(
    expert_id: UUID, payload: ExpertUpdate, user: Member, session: WriteSession
) -> ExpertOut:
    """Change an expert; `is_active` false keeps them out of the chat."""
    return await service.change(session, user, expert_id, payload)


@router.delete("/experts/{expert_id}", status_code=204, response_class=Response)
async def delete_expert(expert_id: UUID, user: Member, session: WriteSession) -> None:
    """Delete an expert for good; conversations keep what they showed."""
    await service.delete(session, user, expert_id)
