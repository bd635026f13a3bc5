"""HTTP of comparisons."""

from __future__ import annotations

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession
from reprise.core.idempotency.routing import READ_ONLY, Router
from reprise.songs.comparisons import service
from reprise.songs.comparisons.schemas import CompareRequest, Comparison

router = Router(tags=["audio"])


@router.post("/audio/compare", openapi_extra=READ_ONLY)
async def compare_audio(payload: CompareRequest, user: SignedIn, session: ReadSession) -> Comparison:
    """What is needed to hear samples against each other: their facts, adapters, streams and gains."""
    return await service.compare(session, user, payload.audio_ids)
