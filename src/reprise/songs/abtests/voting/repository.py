"""SQL on what raters are played and say."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.paging import Paging, capped_total, newest_first
from reprise.songs.abtests.models import AbPair, AbPresentation, AbTest, AbVote, Rater
from reprise.songs.abtests.repository import SAMPLE_A, SAMPLE_B, state_of_pair, with_sides
from reprise.songs.audio.models import AudioSample
from reprise.songs.prompts.models import Prompt


@dataclass(frozen=True, slots=True)
class Playable:
    """A pair whose both sides are there."""

    pair_id: UUID
    prompt: str
    a: AudioSample
    b: AudioSample


@dataclass(frozen=True, slots=True)
class Presented:
    presentation: AbPresentation
    playable: Playable


_VOTED = exists().where(AbVote.presentation_id == AbPresentation.id)


def _playable(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    query = query.add_columns(AbPair.id, Prompt.text, SAMPLE_A, SAMPLE_B)
    query = query.join(Prompt, Prompt.id == AbPair.prompt_id)
    return with_sides(query).where(state_of_pair() == "done")


def _presented(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    query = select(AbPresentation).join(AbPair, AbPair.id == AbPresentation.pair_id)
    return _playable(query).where(*conditions)


async def _one(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> Presented | None:
    row = (await session.execute(query.limit(1))).first()
    return None if row is None else Presented(row[0], Playable(*row[1:]))


async def open_presentation(session: AsyncSession, rater_id: UUID) -> Presented | None:
    """What the rater was given and has not voted on; two are open when a retry brought one back."""
    query = _presented(AbPresentation.rater_id == rater_id, ~_VOTED)
    return await _one(session, query.order_by(AbPresentation.created_at, AbPresentation.id))


async def presented_as(session: AsyncSession, rater_id: UUID, stream_id: UUID) -> Presented | None:
    one_of_both = or_(AbPresentation.left_id == stream_id, AbPresentation.right_id == stream_id)
    return await _one(session, _presented(AbPresentation.rater_id == rater_id, one_of_both))


async def candidates(session: AsyncSession, ab_test_id: UUID, rater_id: UUID | None) -> list[UUID]:
    """Pairs that are there to hear and that this rater was not given yet."""
    given = exists().where(AbPresentation.pair_id == AbPair.id, AbPresentation.rater_id == rater_id)
    query = with_sides(select(AbPair.id)).where(state_of_pair() == "done")
    return list((await session.scalars(query.where(AbPair.ab_test_id == ab_test_id, ~given))).all())


async def playable(session: AsyncSession, pair_ids: Collection[UUID]) -> dict[UUID, Playable]:
    query = _playable(select().select_from(AbPair)).where(AbPair.id.in_(pair_ids))
    return {row[0]: Playable(*row) for row in await session.execute(query)}


async def progress(session: AsyncSession, ab_test_id: UUID, rater_id: UUID | None) -> tuple[int, int]:
    """Pairs that this rater has voted on, and those together with all that are there to hear."""
    voted_on = (
        select(AbPresentation.pair_id)
        .join(AbVote, and_(AbVote.presentation_id == AbPresentation.id, AbVote.number == 1))
        .where(AbPresentation.rater_id == rater_id)
    )
    done = await session.scalar(select(func.count()).select_from(voted_on.subquery()))
    heard_or_there = or_(AbPair.id.in_(voted_on), state_of_pair() == "done")
    query = with_sides(select(AbPair.id)).where(AbPair.ab_test_id == ab_test_id, heard_or_there)
    total = await session.scalar(select(func.count()).select_from(query.subquery()))
    return done or 0, total or 0


async def rated_page(
    session: AsyncSession, user_id: UUID, paging: Paging
) -> tuple[list[tuple[AbTest, Rater]], str | None, int, bool]:
    """Tests of which this person is a rater, the newest to them first."""
    query = select(AbTest, Rater, Rater.created_at, Rater.id).join(Rater, Rater.ab_test_id == AbTest.id)
    query = query.where(Rater.user_id == user_id)
    rows, cursor = await newest_first(session, query, paging, created_at=Rater.created_at, id_=Rater.id)
    return [(row[0], row[1]) for row in rows], cursor, *await capped_total(session, query)


async def progress_of(session: AsyncSession, rater_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """`progress` of each of these raters whose test has anything to hear."""
    of_both = and_(AbPresentation.rater_id == Rater.id, AbPresentation.pair_id == AbPair.id)
    first = and_(AbVote.presentation_id == AbPresentation.id, AbVote.number == 1)
    query = select(Rater.id, func.count(AbVote.id), func.count()).select_from(Rater)
    query = with_sides(query.join(AbPair, AbPair.ab_test_id == Rater.ab_test_id))
    query = query.outerjoin(AbPresentation, of_both).outerjoin(AbVote, first)
    query = query.where(Rater.id.in_(rater_ids), or_(AbVote.id.is_not(None), state_of_pair() == "done"))
    return {row[0]: (row[1], row[2]) for row in await session.execute(query.group_by(Rater.id))}


async def hold_rater(session: AsyncSession, rater_id: UUID) -> bool:
    """Two requests of one rater come one after another; False when there is no such rater any more."""
    held = select(Rater.id).where(Rater.id == rater_id).with_for_update()
    return await session.scalar(held) is not None


async def present(session: AsyncSession, rater_id: UUID, pair_id: UUID) -> AbPresentation | None:
    """Give the rater this pair, its sides by chance; None when the pair is gone, or was given already.

    Of every two raters of a pair, the first gets a fair coin and the second the other way round: over all
    raters each side of a pair is left as often as right. One rater's sides are independent of each other,
    so that what a reveal told them says nothing about the next pair.
    """
    if await session.scalar(select(AbPair.id).where(AbPair.id == pair_id).with_for_update()) is None:
        return None
    of_pair = select(AbPresentation.rater_id, AbPresentation.a_is_left)
    given = {
        row[0]: row[1] for row in await session.execute(of_pair.where(AbPresentation.pair_id == pair_id))
    }
    if rater_id in given:
        return None
    lefts = sum(given.values())
    chance = secrets.randbelow(2) == 0
    presentation = AbPresentation(
        id=uuid4(),
        rater_id=rater_id,
        pair_id=pair_id,
        a_is_left=chance if 2 * lefts == len(given) else 2 * lefts < len(given),
        left_id=uuid4(),
        right_id=uuid4(),
    )
    session.add(presentation)
    await session.flush()
    return presentation


async def held_presentation(
    session: AsyncSession, ab_test_id: UUID, rater_id: UUID, presentation_id: UUID
) -> AbPresentation | None:
    """Two votes on one pair come one after another."""
    query = (
        select(AbPresentation)
        .join(Rater, Rater.id == AbPresentation.rater_id)
        .where(
            AbPresentation.id == presentation_id,
            AbPresentation.rater_id == rater_id,
            Rater.ab_test_id == ab_test_id,
        )
    )
    return await session.scalar(query.with_for_update(of=AbPresentation))


async def durations(session: AsyncSession, pair_id: UUID) -> list[float]:
    """Seconds of the samples of a pair that are there."""
    query = select(AudioSample.duration).join(
        AbPair, or_(AudioSample.job_id == AbPair.job_a_id, AudioSample.job_id == AbPair.job_b_id)
    )
    return list((await session.scalars(query.where(AbPair.id == pair_id))).all())


async def newest_vote(session: AsyncSession, presentation_id: UUID) -> AbVote | None:
    query = select(AbVote).where(AbVote.presentation_id == presentation_id)
    return await session.scalar(query.order_by(AbVote.number.desc()).limit(1))


async def add_vote(session: AsyncSession, vote: AbVote) -> None:
    session.add(vote)
    await session.flush()
