"""The list of tests, each with what it has decided so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.paging import Page, Paging
from reprise.songs.abtests import repository as tests
from reprise.songs.abtests import sides, views
from reprise.songs.abtests.models import AbTest
from reprise.songs.abtests.results import repository
from reprise.songs.abtests.results.evidence import Asked
from reprise.songs.abtests.results.repository import Stamp
from reprise.songs.abtests.results.schemas import AbTestInList, Decided
from reprise.songs.abtests.results.verdicts import Verdicts
from reprise.songs.abtests.schemas import AbTestOut, AbTestStatus

_MOST_VOTES_AT_ONCE: Final = 20_000
"""Whatever a page holds: a hundred tests may have a million."""


async def show(
    session: AsyncSession,
    user: CurrentUser,
    verdicts: Verdicts,
    paging: Paging,
    status: AbTestStatus | None,
    adapter_id: UUID | None,
) -> Page[AbTestInList]:
    found, cursor, total, capped = await tests.page(session, user, paging, status, adapter_id)
    shown = await views.describe_all(session, found)
    decided = await _decided(session, verdicts, list(zip(found, shown, strict=True)))
    return Page(
        items=[AbTestInList(**dict(one), verdict=decided.get(one.id)) for one in shown],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def _decided(
    session: AsyncSession, verdicts: Verdicts, listed: Sequence[tuple[AbTest, AbTestOut]]
) -> dict[UUID, Decided]:
    """Of those with votes. One statement tells whose evidence is what it was; only the others are judged."""
    stamps = await repository.stamps(session, [test.id for test, _ in listed])
    found: dict[UUID, Decided] = {}
    unknown: list[tuple[AbTest, AbTestOut]] = []
    for test, shown in listed:
        if test.id not in stamps:
            continue
        known = verdicts.decided.get(test.id, _basis(stamps, shown))
        if known is None:
            unknown.append((test, shown))
        else:
            found[test.id] = known
    for some in _batches(unknown, stamps):
        asked = [Asked(test, shown.status, sides.names(shown.a, shown.b)) for test, shown in some]
        judged = await verdicts.of(session, asked)
        for test, shown in some:
            found[test.id] = Decided.of(judged[test.id].verdict)
            verdicts.decided.keep(test.id, _basis(stamps, shown), found[test.id])
    return found


def _basis(stamps: Mapping[UUID, Stamp], shown: AbTestOut) -> tuple[Stamp, AbTestStatus, int]:
    """All that a decision rests on changes with one of these."""
    return stamps[shown.id], shown.status, shown.progress.done


def _batches(
    unknown: Sequence[tuple[AbTest, AbTestOut]], stamps: Mapping[UUID, Stamp]
) -> Iterator[list[tuple[AbTest, AbTestOut]]]:
    """As many together as memory bears, and at least one."""
    batch: list[tuple[AbTest, AbTestOut]] = []
    votes = 0
    for one in unknown:
        count, _ = stamps[one[0].id]
        if batch and votes + count > _MOST_VOTES_AT_ONCE:
            yield batch
            batch, votes = [], 0
        batch.append(one)
        votes += count
    if batch:
        yield batch
