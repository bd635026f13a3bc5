"""The list of tests, each with what it has decided so far."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.paging import Page, Paging
from reprise.songs.abtests import repository as tests
from reprise.songs.abtests import views
from reprise.songs.abtests.models import AbTest
from reprise.songs.abtests.results import repository, service
from reprise.songs.abtests.results.schemas import AbTestInList, Decided
from reprise.songs.abtests.results.verdicts import Verdicts
from reprise.songs.abtests.schemas import AbTestOut, AbTestStatus


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
    for test, shown in listed:
        if test.id not in stamps:
            continue
        # All that a decision rests on changes with one of these.
        stamp = (stamps[test.id], shown.status, shown.progress.done)
        known = verdicts.decided(test.id, stamp)
        if known is None:
            _, verdict = await service.judged(session, verdicts, test, (shown.a, shown.b))
            known = Decided.of(verdict)
            verdicts.keep(test.id, stamp, known)
        found[test.id] = known
    return found
