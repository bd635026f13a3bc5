"""HTTP of finished audio."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import Request, Response

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import Router
from reprise.songs.audio import service
from reprise.songs.audio.schemas import AudioOut, WaveformOut
from reprise.songs.audio.streaming import stream_file

router = Router(tags=["audio"])

_BYTES: dict[str, Any] = {"audio/flac": {"schema": {"type": "string", "format": "binary"}}}
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": _BYTES, "description": "The whole file."},
    206: {"content": _BYTES, "description": "The asked-for ranges (RFC 9110, section 14)."},
    304: {"description": "Not modified."},
    412: {"description": "A precondition failed."},
    416: {"description": "No range can be satisfied."},
}


@router.get("/audio/{audio_id}")
async def get_audio(audio_id: UUID, user: SignedIn, session: ReadSession) -> AudioOut:
    """All that is known of one sample."""
    return await service.show(session, user, audio_id)


@router.get("/audio/{audio_id}/waveform")
async def get_waveform(
    audio_id: UUID, user: SignedIn, session: ReadSession, response: Response
) -> WaveformOut:
    """Peaks to draw a waveform from; a sample never changes, so neither do they."""
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return await service.waveform(session, user, audio_id)


@router.get("/audio/{audio_id}/stream", response_class=Response, responses=_STREAM)
@router.head(
    "/audio/{audio_id}/stream", response_class=Response, responses=_STREAM, operation_id="stream_audio_head"
)
async def stream_audio(audio_id: UUID, request: Request, user: SignedIn, core: CoreOf) -> Response:
    """The FLAC master, whole or in ranges."""
    # No connection is held while bytes are sent: a stream may last for minutes.
    sample = await service.find_stored(core.database, user, audio_id)
    return stream_file(
        request,
        core.storage,
        key=sample.storage_key,
        size=sample.bytes,
        etag=sample.sha256,
        last_modified=sample.created_at,
        content_type="audio/flac",
    )
