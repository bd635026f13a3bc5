"""All SQL on prompts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.songs.audio.models import AudioSample
from reprise.songs.prompts.models import Prompt, PromptTerm
from reprise.songs.prompts.terms import terms_of

_MAX_SAMPLES = 1_000


async def add(session: AsyncSession, prompt: Prompt) -> None:
    """Store a new prompt with the terms that it is found by."""
    session.add(prompt)
    await session.flush()
    await session.execute(insert(PromptTerm), term_rows([prompt]))


def term_rows(prompts: Iterable[Prompt]) -> list[dict[str, Any]]:
    """Rows of `prompt_terms` for prompts that have an id and an instant."""
    return [
        {"prompt_id": prompt.id, "field": field, "term": term, "created_at": prompt.created_at}
        for prompt in prompts
        for field, term in terms_of(prompt)
    ]


async def get(session: AsyncSession, user: CurrentUser, prompt_id: UUID) -> Prompt | None:
    query = select(Prompt).where(Prompt.id == prompt_id, visible_to_installation(user))
    return await session.scalar(query)


async def sample_ids(session: AsyncSession, prompt_id: UUID) -> Sequence[UUID]:
    query = (
        select(AudioSample.id)
        .where(AudioSample.prompt_id == prompt_id)
        .order_by(AudioSample.created_at, AudioSample.id)
        .limit(_MAX_SAMPLES)
    )
    return (await session.scalars(query)).all()


async def page(
    session: AsyncSession, user: CurrentUser, paging: Paging
) -> tuple[list[Prompt], str | None, int, bool]:
    query = select(Prompt, Prompt.created_at, Prompt.id).where(visible_to_installation(user))
    rows, cursor = await newest_first(session, query, paging, created_at=Prompt.created_at, id_=Prompt.id)
    total, capped = await capped_total(session, query)
    return [row[0] for row in rows], cursor, total, capped


async def of_job(session: AsyncSession, prompt_id: UUID) -> Prompt:
    """A job's prompt is always there: the foreign key restricts its deletion."""
    return await session.get_one(Prompt, prompt_id)
