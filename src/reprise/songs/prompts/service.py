"""Decisions about prompts."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.errors import not_found
from reprise.core.paging import Page, Paging
from reprise.songs.engines.protocol import Attributes
from reprise.songs.prompts import repository
from reprise.songs.prompts.models import Prompt
from reprise.songs.prompts.schemas import (
    AttributesOut,
    InstrumentsOut,
    PromptAttributes,
    PromptCreate,
    PromptOut,
    PromptWithSamples,
)


async def create(session: AsyncSession, user: CurrentUser, payload: PromptCreate) -> PromptOut:
    prompt = Prompt(owner_id=user.id, text=payload.text, **attribute_columns(payload.attributes))
    await repository.add(session, prompt)
    return describe(prompt)


async def find(
    session: AsyncSession, user: CurrentUser, prompt_id: UUID, *, field: str | None = None
) -> Prompt:
    """
    Raises:
        NotFoundError: there is no such prompt, or the user may not see it.
    """
    prompt = await repository.get(session, user, prompt_id)
    if prompt is None:
        raise not_found("prompt", prompt_id, field=field)
    return prompt


async def show(session: AsyncSession, user: CurrentUser, prompt_id: UUID) -> PromptWithSamples:
    prompt = await find(session, user, prompt_id)
    ids = await repository.sample_ids(session, prompt_id)
    return PromptWithSamples(**describe(prompt).model_dump(), audio_ids=list(ids))


async def listing(session: AsyncSession, user: CurrentUser, paging: Paging) -> Page[PromptOut]:
    prompts, cursor, total, capped = await repository.page(session, user, paging)
    return Page(
        items=[describe(prompt) for prompt in prompts],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


def describe(prompt: Prompt) -> PromptOut:
    return PromptOut(
        id=prompt.id,
        text=prompt.text,
        attributes=describe_attributes(prompt),
        created_at=prompt.created_at,
    )


class _Described(Protocol):
    """A row with the columns of attributes."""

    style: str | None
    mood: str | None
    tempo: float | None
    key: str | None
    instruments_primary: list[str]
    instruments_secondary: list[str]


def describe_attributes(row: _Described) -> AttributesOut:
    return AttributesOut(
        style=row.style,
        mood=row.mood,
        tempo=row.tempo,
        key=row.key,
        instruments=InstrumentsOut(primary=row.instruments_primary, secondary=row.instruments_secondary),
    )


def attribute_columns(attributes: PromptAttributes) -> dict[str, Any]:
    """Attributes as the columns that prompts and templates keep them in."""
    return {
        "style": attributes.style,
        "mood": attributes.mood,
        "tempo": attributes.tempo,
        "key": attributes.key,
        "instruments_primary": attributes.instruments.primary,
        "instruments_secondary": attributes.instruments.secondary,
    }


def engine_attributes(prompt: Prompt) -> Attributes:
    """The prompt's structured half as engines take it."""
    return Attributes(
        style=prompt.style,
        mood=prompt.mood,
        tempo=prompt.tempo,
        key=prompt.key,
        instruments_primary=tuple(prompt.instruments_primary),
        instruments_secondary=tuple(prompt.instruments_secondary),
    )
