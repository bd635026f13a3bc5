"""HTTP of what was heard."""

from __future__ import annotations

from uuid import UUID

from fastapi import Request, Response

from reprise.core.auth.dependencies import SignedIn
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import GROUPED, Router, answered, claim_of
from reprise.songs.listening import service
from reprise.songs.listening.schemas import ListenReport

router = Router(tags=["audio"])


@router.put("/audio/listens/{view_id}", status_code=204, openapi_extra=GROUPED, response_class=Response)
async def report_listens(
    view_id: UUID, payload: ListenReport, user: SignedIn, core: CoreOf, request: Request
) -> Response:
    """Say what was heard so far in one view of a page, which makes up its own id.

    Reports replace each other: the one with the larger `heard_ms` stays, sample by sample.
    """
    return answered(await service.record(core, user, view_id, payload, claim_of(request)))
