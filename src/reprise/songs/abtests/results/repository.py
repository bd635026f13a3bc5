"""SQL on votes, for what they say."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import User
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.paging import Paging, capped_total, newest_first
from reprise.songs.abtests.models import AbInvite, AbPair, AbPresentation, AbTest, AbVote, Rater
from reprise.songs.abtests.repository import presented_to_raters_of
from reprise.songs.adapters.models import Adapter, AdapterVersion

Stamp = tuple[int, datetime]
"""How many votes a test has, and when the newest of them was cast."""

_ROWS_AT_ONCE: Final = 1_000
_NEWER = aliased(AbVote)
_SUPERSEDED = (
    select(_NEWER.id)
    .where(_NEWER.presentation_id == AbVote.presentation_id, _NEWER.number > AbVote.number)
    .exists()
)


def _prefers() -> ColumnElement[str]:
    """A vote's choice with its sides uncovered: a, b, tie or both_bad."""
    for_a = (AbVote.choice == "left") == AbPresentation.a_is_left
    return case((AbVote.choice.in_(("tie", "both_bad")), AbVote.choice), (for_a, "a"), else_="b")


async def stamps(session: AsyncSession, ab_test_ids: Collection[UUID] | None = None) -> dict[UUID, Stamp]:
    """Of each test (None: of all) that has any votes.

    Votes are added and never changed: with the same stamp they are the same. All are counted in their index.
    """
    query = select(AbVote.ab_test_id, func.count(), func.max(AbVote.created_at)).group_by(AbVote.ab_test_id)
    if ab_test_ids is not None:
        query = query.where(AbVote.ab_test_id.in_(ab_test_ids))
    return {row[0]: (row[1], row[2]) for row in await session.execute(query)}


async def votes(session: AsyncSession, ab_test_ids: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Every vote of each test in the order of casting: its rater, its pair's number, and what it prefers.

    No more ids than that: making them is most of what a row costs.
    """
    query = (
        select(
            AbVote.ab_test_id,
            AbPresentation.rater_id,
            AbPair.number.label("pair_number"),
            _prefers().label("prefers"),
        )
        .select_from(AbVote)
        .join(AbPresentation, presented_to_raters_of(ab_test_ids))
        .join(AbPair, AbPair.id == AbPresentation.pair_id)
        .where(AbVote.ab_test_id.in_(ab_test_ids))
        .order_by(AbVote.ab_test_id, AbVote.created_at, AbVote.id)
    )
    found: dict[UUID, list[Any]] = {}
    # In parts: thousands of rows at once would hold up everybody else's requests.
    async for rows in (await session.stream(query)).partitions(_ROWS_AT_ONCE):
        for row in rows:
            found.setdefault(row.ab_test_id, []).append(row)
    return found


async def finished_after(
    session: AsyncSession, ab_test_ids: Collection[UUID]
) -> dict[UUID, dict[Hashable, int]]:
    """By test and rater, where it was written down."""
    query = select(Rater.ab_test_id, Rater.id, Rater.finished_after)
    query = query.where(Rater.ab_test_id.in_(ab_test_ids), Rater.finished_after.is_not(None))
    found: dict[UUID, dict[Hashable, int]] = {}
    for row in await session.execute(query):
        found.setdefault(row.ab_test_id, {})[row.id] = row.finished_after
    return found


async def prompt_of_pairs(session: AsyncSession, ab_test_id: UUID) -> dict[int, UUID]:
    """By the pair's number."""
    query = select(AbPair.number, AbPair.prompt_id).where(AbPair.ab_test_id == ab_test_id)
    return {row.number: row.prompt_id for row in await session.execute(query)}


async def history(
    session: AsyncSession, ab_test_id: UUID, paging: Paging
) -> tuple[Sequence[Any], str | None, int, bool]:
    """Rows of vote, pair's number, rater, email, invite's label, what it prefers, and whether it counts no
    more; newest first."""
    query = (
        select(
            AbVote,
            AbVote.created_at,
            AbVote.id,
            AbPair.number,
            AbPresentation.rater_id,
            User.email,
            AbInvite.label,
            _prefers().label("prefers"),
            _SUPERSEDED.label("superseded"),
        )
        .join(AbPresentation, AbPresentation.id == AbVote.presentation_id)
        .join(AbPair, AbPair.id == AbPresentation.pair_id)
        .join(Rater, Rater.id == AbPresentation.rater_id)
        .outerjoin(User, User.id == Rater.user_id)
        .outerjoin(AbInvite, AbInvite.id == Rater.invite_id)
        .where(AbVote.ab_test_id == ab_test_id)
    )
    rows, cursor = await newest_first(session, query, paging, created_at=AbVote.created_at, id_=AbVote.id)
    return rows, cursor, *await capped_total(session, query)


async def wins(
    session: AsyncSession,
    user: CurrentUser,
    criterion: str,
    engine: str | None,
    by: Literal["adapter", "version"],
) -> Sequence[Any]:
    """Counts of effective votes by engine, both sides (null is the engine alone) and what is preferred."""
    version_a, version_b = aliased(AdapterVersion), aliased(AdapterVersion)
    side_a = version_a.adapter_id if by == "adapter" else version_a.id
    side_b = version_b.adapter_id if by == "adapter" else version_b.id
    prefers = _prefers().label("prefers")
    query = (
        select(AbTest.engine, side_a.label("a"), side_b.label("b"), prefers, func.count())
        .select_from(AbVote)
        .join(AbPresentation, AbPresentation.id == AbVote.presentation_id)
        .join(AbTest, AbTest.id == AbVote.ab_test_id)
        .outerjoin(version_a, version_a.id == AbTest.version_a_id)
        .outerjoin(version_b, version_b.id == AbTest.version_b_id)
        .where(visible_to_installation(user), AbTest.criterion == criterion, ~_SUPERSEDED)
        .group_by(AbTest.engine, side_a, side_b, prefers)
    )
    if engine is not None:
        query = query.where(AbTest.engine == engine)
    return (await session.execute(query)).all()


async def adapters(session: AsyncSession, ids: set[UUID]) -> dict[UUID, Adapter]:
    found = await session.scalars(select(Adapter).where(Adapter.id.in_(ids)))
    return {adapter.id: adapter for adapter in found}
