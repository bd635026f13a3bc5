"""HTTP of tests, for those who make them."""

from __future__ import annotations

from uuid import UUID

from fastapi import Response

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.idempotency.routing import Router
from reprise.core.paging import Page
from reprise.songs.abtests import service, views
from reprise.songs.abtests.schemas import AbPairOut, AbTestCreate, AbTestOut, AbTestUpdate
from reprise.songs.engines.dependency import Engines

router = Router(tags=["A/B tests"])


@router.post("/ab-tests", status_code=201)
async def create_ab_test(
    payload: AbTestCreate,
    user: SignedIn,
    session: WriteSession,
    core: CoreOf,
    engines: Engines,
    response: Response,
) -> AbTestOut:
    """Plan a blind test of two adapters, pinned at a version each; nothing is generated yet."""
    test = await service.create(core, session, user, payload, engines)
    response.headers["Location"] = _address(test.id)
    return await views.describe(session, test)


@router.get("/ab-tests/{ab_test_id}")
async def get_ab_test(ab_test_id: UUID, user: SignedIn, session: ReadSession) -> AbTestOut:
    """One test and how far it is; the stream of all jobs tells of `done` jobs and of changes (`ab_test`)."""
    return await views.describe(session, await service.find(session, user, ab_test_id))


@router.patch("/ab-tests/{ab_test_id}")
async def rename_ab_test(
    ab_test_id: UUID, payload: AbTestUpdate, user: SignedIn, session: WriteSession, core: CoreOf
) -> AbTestOut:
    """Change its name."""
    return await views.describe(session, await service.rename(core, session, user, ab_test_id, payload.name))


@router.delete("/ab-tests/{ab_test_id}", status_code=204, response_class=Response)
async def delete_ab_test(ab_test_id: UUID, user: SignedIn, session: WriteSession, core: CoreOf) -> None:
    """Delete it with its invites and votes; its jobs and their samples stay."""
    await service.delete(core, session, user, ab_test_id)


@router.get("/ab-tests/{ab_test_id}/pairs")
async def ab_test_pairs(
    ab_test_id: UUID, user: SignedIn, session: ReadSession, paging: Pages
) -> Page[AbPairOut]:
    """Its pairs with the jobs and samples of both sides."""
    return await views.pairs(session, await service.find(session, user, ab_test_id), paging)


@router.post("/ab-tests/{ab_test_id}/generate", status_code=202)
async def generate_ab_test(
    ab_test_id: UUID,
    user: SignedIn,
    session: WriteSession,
    core: CoreOf,
    engines: Engines,
    response: Response,
) -> AbTestOut:
    """Ask for both sides of all pairs: one job of one sample a side and pair, same prompt, same seed."""
    response.headers["Location"] = _address(ab_test_id)
    test = await service.generate(core, session, user, ab_test_id, engines)
    return await views.describe(session, test)


@router.post("/ab-tests/{ab_test_id}/retry", status_code=202)
async def retry_ab_test(
    ab_test_id: UUID,
    user: SignedIn,
    session: WriteSession,
    core: CoreOf,
    engines: Engines,
    response: Response,
) -> AbTestOut:
    """Ask again for what is missing of failed pairs."""
    response.headers["Location"] = _address(ab_test_id)
    return await views.describe(session, await service.retry(core, session, user, ab_test_id, engines))


@router.post("/ab-tests/{ab_test_id}/close")
async def close_ab_test(ab_test_id: UUID, user: SignedIn, session: WriteSession, core: CoreOf) -> AbTestOut:
    """Take no more votes, for good."""
    return await views.describe(session, await service.close(core, session, user, ab_test_id))


def _address(ab_test_id: UUID) -> str:
    return f"/api/v1/ab-tests/{ab_test_id}"
