"""HTTP of rating, for members and for raters."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from fastapi import Request, Response

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.errors import not_found
from reprise.core.idempotency.routing import Router
from reprise.core.paging import Page
from reprise.songs.abtests.raters.identity import VoterOf
from reprise.songs.abtests.voting import mine, service
from reprise.songs.abtests.voting.schemas import BlindPair, RatedTest, VoteCreate, VoteOut
from reprise.songs.audio.streaming import stream_file

router = Router(tags=["rating"])

_NEXT: Final[dict[int | str, dict[str, Any]]] = {204: {"description": "No pair is left for this rater."}}
_BYTES: Final[dict[str, Any]] = {"audio/wav": {"schema": {"type": "string", "format": "binary"}}}
_STREAM: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": _BYTES, "description": "The whole file."},
    206: {"content": _BYTES, "description": "The asked-for ranges (RFC 9110, section 14)."},
    304: {"description": "Not modified."},
    412: {"description": "A precondition failed."},
    416: {"description": "No range can be satisfied."},
}


@router.get("/users/me/ab-tests")
async def list_rated_tests(user: SignedIn, session: ReadSession, paging: Pages) -> Page[RatedTest]:
    """The tests that you rate, those that you joined last first."""
    return await mine.show(session, user, paging)


@router.get("/ab-tests/{ab_test_id}/next", response_model=BlindPair, responses=_NEXT)
async def next_pair(ab_test_id: UUID, request: Request, voter: VoterOf, core: CoreOf) -> Any:
    """The next pair to hear and vote on: the same one until it is voted on."""
    user_id = None if voter.user is None else voter.user.id
    found = await service.next_pair(core, request.app.state.blind_audio, ab_test_id, voter.rater_id, user_id)
    headers = {"Cache-Control": "no-store"}
    if found is None:
        return Response(status_code=204, headers=headers)
    return Response(found.model_dump_json(), media_type="application/json", headers=headers)


@router.get("/ab-tests/{ab_test_id}/streams/{stream_id}", response_class=Response, responses=_STREAM)
@router.head(
    "/ab-tests/{ab_test_id}/streams/{stream_id}",
    response_class=Response,
    responses=_STREAM,
    operation_id="stream_blind_head",
)
async def stream_blind(
    ab_test_id: UUID, stream_id: UUID, request: Request, voter: VoterOf, core: CoreOf
) -> Response:
    """One side of a pair, whole or in ranges. Length, headers and form are the same for both sides."""
    if voter.rater_id is None:
        raise not_found("recording", stream_id)
    key, size, given = await service.find_stream(
        core, request.app.state.blind_audio, voter.rater_id, stream_id
    )
    return stream_file(
        request,
        core.storage,
        key=key,
        size=size,
        etag=stream_id.hex,
        last_modified=given.created_at,
        content_type="audio/wav",
    )


@router.post("/ab-tests/{ab_test_id}/votes", status_code=201)
async def cast_vote(
    ab_test_id: UUID, payload: VoteCreate, voter: VoterOf, session: WriteSession, core: CoreOf
) -> VoteOut:
    """Say which side you prefer, and learn which was which. Another vote on the same pair takes its place."""
    return await service.vote(core, session, ab_test_id, voter.rater_id, payload)
