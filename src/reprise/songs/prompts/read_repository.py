"""SQL that finds prompts by words, attributes and dates. Every condition is answered by an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    and_,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.paging import EXACT_TOTAL, capped_total
from reprise.songs.prompts.models import Prompt, PromptTerm
from reprise.songs.prompts.terms import TermField, Wanted, whole

_FEW: Final = 500


@dataclass(frozen=True, slots=True)
class PromptFilter:
    """What is None does not filter; `created_before` is exclusive, tempi are inclusive."""

    words: Sequence[Wanted] = ()
    style: str | None = None
    mood: str | None = None
    tempo_min: float | None = None
    tempo_max: float | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None


async def find(
    session: AsyncSession, user: CurrentUser, wanted: PromptFilter, *, limit: int, offset: int
) -> tuple[Sequence[Prompt], int, bool]:
    """Prompts in which any word occurs; those with the most of the words first, then the newest.

    Of a word that is in more than EXACT_TOTAL prompts, the newest that many are found by it (more for a
    deeper page); it counts for all that are found by a rarer word.
    """
    if not wanted.words:
        return await _newest(session, user, wanted, limit=limit, offset=offset)
    common = await _common(session, wanted.words)
    found = _holding_any(user, wanted, common, most=max(EXACT_TOTAL, offset + limit) + 1)
    ranked = (
        select(found.c.prompt_id, func.count().over().label("total"))
        .group_by(found.c.created_at, found.c.prompt_id)
        .order_by(
            func.count(found.c.number.distinct()).desc(), found.c.created_at.desc(), found.c.prompt_id.desc()
        )
    )
    rows = (await session.execute(ranked.limit(limit).offset(offset))).all()
    if not rows and offset:
        rows_before = (await session.execute(ranked.limit(1))).all()
        return [], *_capped(rows_before)
    return await _in_order(session, [row.prompt_id for row in rows]), *_capped(rows)


def _capped(rows: Sequence[Row[UUID, int]]) -> tuple[int, bool]:
    total = rows[0][1] if rows else 0
    return min(total, EXACT_TOTAL), total > EXACT_TOTAL


async def _newest(
    session: AsyncSession, user: CurrentUser, wanted: PromptFilter, *, limit: int, offset: int
) -> tuple[Sequence[Prompt], int, bool]:
    query, order = _by_attribute(wanted) or _by_instant(wanted)
    query = query.where(visible_to_installation(user))
    ids = (await session.scalars(query.order_by(*order).limit(limit).offset(offset))).all()
    return await _in_order(session, ids), *await capped_total(session, query)


def _by_instant(wanted: PromptFilter) -> tuple[Select[UUID], Sequence[Any]]:
    query = select(Prompt.id).where(*_created(wanted, Prompt.created_at), *_tempo(wanted))
    return query, (Prompt.created_at.desc(), Prompt.id.desc())


def _by_attribute(wanted: PromptFilter) -> tuple[Select[UUID], Sequence[Any]] | None:
    """From the terms, where those of one style or mood lie side by side in the order of their instants."""
    for field, text in _attributes(wanted):
        query = select(PromptTerm.prompt_id).where(
            PromptTerm.field == field, PromptTerm.term == whole(text), *_conditions(wanted)
        )
        return query, (PromptTerm.created_at.desc(), PromptTerm.prompt_id.desc())
    return None


async def _common(session: AsyncSession, words: Sequence[Wanted]) -> set[int]:
    """Numbers of the words that are in more prompts than are ranked of one word; empty for a single word."""
    if len(words) == 1:
        return set()
    some = select(literal(1)).limit(EXACT_TOTAL + 1)
    counts = [
        select(func.count()).select_from(some.where(_begins(PromptTerm, word)).subquery()).scalar_subquery()
        for word in words
    ]
    row = (await session.execute(select(*counts))).one()
    return {number for number, count in enumerate(row) if count > EXACT_TOTAL}


def _holding_any(user: CurrentUser, wanted: PromptFilter, common: set[int], *, most: int) -> Subquery:
    """Rows of a prompt and the `number` of a word that it holds; the newest `most` of each."""
    visible = visible_to_installation(user)
    lists = []
    for number, word in enumerate(wanted.words):
        also = [] if number in common else [(other, wanted.words[other]) for other in sorted(common)]
        for terms in _terms(PromptTerm, word):
            query = _newest_of(most).where(visible, terms, *_conditions(wanted))
            lists.append(query.add_columns(literal(number).label("number")))
            for other, common_word in also:
                held = query.where(_also_holds(PromptTerm.prompt_id, common_word))
                lists.append(held.add_columns(literal(other).label("number")))
    return union_all(*(select(part.subquery()) for part in lists)).subquery()


def _newest_of(most: int) -> Select[UUID, datetime]:
    """Grouped, because terms with one beginning may be of one prompt; quicker than DISTINCT on SQLite."""
    place = (PromptTerm.created_at, PromptTerm.prompt_id)
    query = select(PromptTerm.prompt_id, PromptTerm.created_at).group_by(*place)
    return query.order_by(*(column.desc() for column in place)).limit(most)


def holding_all(
    connection: Connection, words: Sequence[Wanted], prompt_id: InstrumentedAttribute[UUID]
) -> ColumnElement[bool]:
    """Whether the prompt that a column names holds every word.

    Few prompts are named one by one, so that the index on that column leads to what belongs to them; of many
    it is asked for each row of the list, where it is soon true often enough.
    """
    first, *others = words
    query = select(PromptTerm.prompt_id).where(_begins(PromptTerm, first)).distinct().limit(_FEW + 1)
    for word in others:
        query = query.where(_also_holds(PromptTerm.prompt_id, word))
    few = connection.scalars(query).all()
    if len(few) <= _FEW:
        return prompt_id.in_(few)
    return and_(*(_also_holds(prompt_id, word) for word in words))


def _also_holds(prompt_id: InstrumentedAttribute[UUID], word: Wanted) -> ColumnElement[bool]:
    other = aliased(PromptTerm)
    return exists().where(other.prompt_id == prompt_id, _begins(other, word))


def _begins(row: type[PromptTerm], word: Wanted) -> ColumnElement[bool]:
    if word.behind is None:
        return and_(row.field == "word", row.term == word.word)
    return and_(row.field == "word", row.term >= word.word, row.term < word.behind)


def _terms(row: type[PromptTerm], word: Wanted) -> list[ColumnElement[bool]]:
    """The word itself, whose prompts lie in their order; then all words that begin with it."""
    alone = and_(row.field == "word", row.term == word.word)
    return [alone] if word.behind is None else [alone, and_(_begins(row, word), row.term > word.word)]


def _conditions(wanted: PromptFilter) -> list[ColumnElement[bool]]:
    """What a row of `prompt_terms` has to fulfil besides its word."""
    conditions = _created(wanted, PromptTerm.created_at)
    for field, text in _attributes(wanted):
        other = aliased(PromptTerm)
        conditions.append(
            exists().where(
                other.field == field,
                other.term == whole(text),
                # Names the place in the index, which lies near the last one.
                other.created_at == PromptTerm.created_at,
                other.prompt_id == PromptTerm.prompt_id,
            )
        )
    if tempo := _tempo(wanted):
        conditions.append(exists().where(Prompt.id == PromptTerm.prompt_id, and_(*tempo)))
    return conditions


def _attributes(wanted: PromptFilter) -> list[tuple[TermField, str]]:
    asked: tuple[tuple[TermField, str | None], ...] = (("style", wanted.style), ("mood", wanted.mood))
    return [(field, text) for field, text in asked if text is not None]


def _tempo(wanted: PromptFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.tempo_min is not None:
        conditions.append(Prompt.tempo >= wanted.tempo_min)
    if wanted.tempo_max is not None:
        conditions.append(Prompt.tempo <= wanted.tempo_max)
    return conditions


def _created(wanted: PromptFilter, created_at: Any) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.created_from is not None:
        conditions.append(created_at >= wanted.created_from)
    if wanted.created_before is not None:
        conditions.append(created_at < wanted.created_before)
    return conditions


async def _in_order(session: AsyncSession, ids: Sequence[UUID]) -> list[Prompt]:
    prompts = await session.scalars(select(Prompt).where(Prompt.id.in_(ids)))
    found = {prompt.id: prompt for prompt in prompts}
    return [found[id_] for id_ in ids]
