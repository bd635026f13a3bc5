"""Adapters ranked by all blind votes together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.songs.abtests import sides
from reprise.songs.abtests.results import repository
from reprise.songs.abtests.results.schemas import Leaderboard, StandingOut
from reprise.songs.abtests.results.worked_out import Kept, Together
from reprise.songs.feedback.vocabulary import Criterion

By = Literal["adapter", "version"]
_MOST_KEPT: Final = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """What is ranked: an adapter or a version of one, or an engine alone."""

    engine: str
    id: UUID | None


_Counts = dict[tuple[Entry, Entry], Counter[str]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """`votes` is how many it rests on."""

    standings: Sequence[Any]
    votes: int


class Rankings:
    """What was ranked, kept until there is a vote more.

    With fifty adapters and 30,000 votes counting takes a quarter of a second, ranking half a second.
    """

    def __init__(self) -> None:
        self._kept = Kept[Ranked](_MOST_KEPT)
        self._together = Together[Ranked]()

    async def of(
        self, session: AsyncSession, user: CurrentUser, criterion: Criterion, engine: str | None, by: By
    ) -> Ranked:
        """All statements must see the same database."""
        asked, stamps = (user.role, criterion, engine, by), await repository.stamps(session)
        known = self._kept.get(asked, stamps)
        if known is None:
            counts = _by_pair(await repository.wins(session, user, criterion, engine, by))
            key = tuple((pair, tuple(sorted(found.items()))) for pair, found in counts.items())
            known = await self._together.of(key, partial(_rank, counts))
            self._kept.keep(asked, stamps, known)
        return known


async def show(
    session: AsyncSession,
    user: CurrentUser,
    rankings: Rankings,
    criterion: Criterion,
    engine: str | None,
    by: By,
) -> Leaderboard:
    """Votes between two versions of one adapter say nothing about adapters: `by` adapter leaves them out."""
    ranked = await rankings.of(session, user, criterion, engine, by)
    shown = await _names(session, [standing.item for standing in ranked.standings], by)
    return Leaderboard(
        by=by,
        criterion=criterion,
        votes=ranked.votes,
        items=[_out(standing, shown[standing.item.id]) for standing in ranked.standings],
    )


def _by_pair(rows: Sequence[Any]) -> _Counts:
    """Votes of tests A against B and B against A together."""
    counts: _Counts = defaultdict(Counter)
    for engine, a, b, prefers, count in rows:
        if a == b or prefers == "both_bad":
            continue
        first, second = Entry(engine, a), Entry(engine, b)
        swapped = (second, first) in counts
        won = {"a": "second", "b": "first"} if swapped else {"a": "first", "b": "second"}
        counts[(second, first) if swapped else (first, second)][won.get(prefers, "tie")] += count
    return counts


def _rank(counts: _Counts) -> Ranked:
    # Loads numpy: not before somebody asks.
    from reprise.songs.abtests.statistics.bradley_terry import PairCount, rank

    standings = rank(
        PairCount(first, second, found["first"], found["tie"], found["second"])
        for (first, second), found in counts.items()
    )
    return Ranked(standings, sum(found.total() for found in counts.values()))


@dataclass(frozen=True, slots=True)
class _Shown:
    adapter_id: UUID | None
    name: str
    version_id: UUID | None
    version: int | None
    deleted: bool


async def _names(session: AsyncSession, entries: Sequence[Entry], by: By) -> dict[UUID | None, _Shown]:
    ids = {entry.id for entry in entries if entry.id is not None}
    shown: dict[UUID | None, _Shown] = {None: _Shown(None, sides.BASE, None, None, deleted=False)}
    if by == "version":
        for version_id, side in (await sides.show_versions(session, ids)).items():
            shown[version_id] = _Shown(
                side.adapter_id, side.name, side.version_id, side.version, side.deleted
            )
        return shown
    for adapter in (await repository.adapters(session, ids)).values():
        deleted = adapter.deleted_at is not None
        shown[adapter.id] = _Shown(adapter.id, adapter.name, None, None, deleted)
    return shown


def _out(standing: Any, shown: _Shown) -> StandingOut:
    return StandingOut(
        engine=standing.item.engine,
        adapter_id=shown.adapter_id,
        name=shown.name,
        version_id=shown.version_id,
        version=shown.version,
        deleted=shown.deleted,
        strength=standing.strength,
        lower=standing.lower,
        upper=standing.upper,
        chance=standing.chance,
        wins=standing.wins,
        ties=standing.ties,
        losses=standing.losses,
        group=standing.group,
    )
