"""HTTP of prompts."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from reprise.core.auth.identity import SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.paging import Page, Pages
from reprise.songs.engines.composer.keys import COMMON_TONICS, MODES
from reprise.songs.engines.composer.vocabulary import INSTRUMENTS, MOODS, STYLES
from reprise.songs.prompts import service
from reprise.songs.prompts.schemas import PromptCreate, PromptOut, PromptWithSamples, Vocabulary

router = APIRouter(tags=["prompts"])


@router.post("/prompts", status_code=201)
async def create_prompt(
    payload: PromptCreate, user: SignedIn, session: WriteSession, response: Response
) -> PromptOut:
    """Describe music, in words and attributes."""
    prompt = await service.create(session, user, payload)
    response.headers["Location"] = f"/api/v1/prompts/{prompt.id}"
    return prompt


@router.get("/prompts")
async def list_prompts(user: SignedIn, session: ReadSession, paging: Pages) -> Page[PromptOut]:
    """All prompts, newest first."""
    return await service.listing(session, user, paging)


@router.get("/prompts/{prompt_id}")
async def get_prompt(prompt_id: UUID, user: SignedIn, session: ReadSession) -> PromptWithSamples:
    """One prompt with the ids of its samples."""
    return await service.show(session, user, prompt_id)


@router.get("/prompt-vocabulary")
async def get_vocabulary(_: SignedIn) -> Vocabulary:
    """The words that attributes are made of."""
    return Vocabulary(
        styles=list(STYLES),
        moods=list(MOODS),
        instruments=list(INSTRUMENTS),
        tonics=list(COMMON_TONICS),
        modes=list(MODES),
    )
