"""HTTP of prompts."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import Pages
from reprise.core.idempotency.routing import Router
from reprise.core.moments import Moment, beginning, end
from reprise.core.paging import Page
from reprise.core.schema import Text
from reprise.songs.engines.composer.keys import COMMON_TONICS, MODES
from reprise.songs.engines.composer.vocabulary import INSTRUMENTS, MOODS, STYLES
from reprise.songs.prompts import service, terms
from reprise.songs.prompts.read_repository import PromptFilter
from reprise.songs.prompts.schemas import FoundPrompts, PromptCreate, PromptOut, PromptWithSamples, Vocabulary
from reprise.songs.prompts.search import search

router = Router(tags=["prompts"])


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


@router.get("/prompts/search")
async def search_prompts(
    user: SignedIn,
    session: ReadSession,
    q: Annotated[Text | None, Query(max_length=200, description="Words; any may occur.")] = None,
    style: Annotated[Text | None, Query(max_length=64)] = None,
    mood: Annotated[Text | None, Query(max_length=64)] = None,
    tempo_min: Annotated[float | None, Query(ge=0, le=1_000, allow_inf_nan=False)] = None,
    tempo_max: Annotated[float | None, Query(ge=0, le=1_000, allow_inf_nan=False)] = None,
    date_from: Annotated[Moment | None, Query(description="Created at or after.")] = None,
    date_to: Annotated[
        Moment | None, Query(description="Created at or before; a date includes its day.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> FoundPrompts:
    """Prompts by words and attributes: those with the most of the words first, then the newest.

    A word is found by its beginning (one Latin letter only as a word of its own), in any case. Of a word that
    is in more than 10,000 prompts, the newest 10,000 are found by it, and older ones only by a rarer word.
    """
    wanted = PromptFilter(
        terms.wanted(q or ""),
        style,
        mood,
        tempo_min,
        tempo_max,
        beginning(date_from, "date_from"),
        end(date_to, "date_to"),
    )
    return await search(session, user, wanted, limit=limit, offset=offset)


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
