"""SQL that finds prompts by words, attributes and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, case, cast, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.paging import capped_total
from reprise.songs.prompts.matching import contains
from reprise.songs.prompts.models import Prompt

_SEARCHED: tuple[Any, ...] = (
    Prompt.text,
    Prompt.style,
    Prompt.mood,
    Prompt.key,
    cast(Prompt.instruments_primary, Text),
    cast(Prompt.instruments_secondary, Text),
)


@dataclass(frozen=True, slots=True)
class PromptFilter:
    """What is None does not filter; `created_before` is exclusive, tempi are inclusive."""

    q: str | None = None
    style: str | None = None
    mood: str | None = None
    tempo_min: float | None = None
    tempo_max: float | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None


async def find(
    session: AsyncSession,
    user: CurrentUser,
    wanted: PromptFilter,
    words: Sequence[str],
    *,
    limit: int,
    offset: int,
) -> tuple[Sequence[Prompt], int, bool]:
    """Prompts in which any word occurs; those with the most of the words first, then the newest."""
    matches = [_matches(word) for word in words]
    query = select(Prompt).where(visible_to_installation(user), *_conditions(wanted))
    if matches:
        query = query.where(or_(*matches))
    score: ColumnElement[int] = sum((case((match, 1), else_=0) for match in matches), literal(0, Integer))
    ranked = query.order_by(score.desc(), Prompt.created_at.desc(), Prompt.id.desc())
    found = (await session.scalars(ranked.limit(limit).offset(offset))).all()
    return found, *await capped_total(session, query)


def _matches(word: str) -> ColumnElement[bool]:
    return or_(*(func.coalesce(contains(column, word), False) for column in _SEARCHED))


def _conditions(wanted: PromptFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for column, word in ((Prompt.style, wanted.style), (Prompt.mood, wanted.mood)):
        if word is not None:
            conditions.append(func.lower(column) == word.lower())
    if wanted.tempo_min is not None:
        conditions.append(Prompt.tempo >= wanted.tempo_min)
    if wanted.tempo_max is not None:
        conditions.append(Prompt.tempo <= wanted.tempo_max)
    if wanted.created_from is not None:
        conditions.append(Prompt.created_at >= wanted.created_from)
    if wanted.created_before is not None:
        conditions.append(Prompt.created_at < wanted.created_before)
    return conditions
