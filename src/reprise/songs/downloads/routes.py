"""HTTP of downloads."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from reprise.core.auth.dependencies import SignedIn
from reprise.core.dependencies import CoreOf
from reprise.core.errors import not_found
from reprise.core.idempotency.routing import Router
from reprise.songs.audio.streaming import stream_file
from reprise.songs.downloads import repository
from reprise.songs.downloads.archive import archive_size, write_archive
from reprise.songs.downloads.errors import JobHasNoSamplesError
from reprise.songs.downloads.formats import CONTENT_TYPES, DownloadFormat, file_suffix
from reprise.songs.downloads.names import sample_name, slug
from reprise.songs.downloads.remaking import Remaker
from reprise.songs.engines.dependency import Engines

router = Router(tags=["downloads"])

_BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_AUDIO: dict[str, Any] = dict.fromkeys(CONTENT_TYPES.values(), _BINARY)
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": _AUDIO, "description": "The whole file, as an attachment."},
    206: {"content": _AUDIO, "description": "The asked-for ranges (RFC 9110, section 14)."},
    304: {"description": "Not modified."},
    412: {"description": "A precondition failed."},
    416: {"description": "No range can be satisfied."},
}
_ZIP: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/zip": _BINARY}, "description": "All samples and `manifest.json`."}
}


async def _remaker(request: Request, core: CoreOf, engines: Engines) -> Remaker:
    return Remaker(request.app.state.transcoder, engines, core.settings.engine_names)


@router.get("/audio/{audio_id}/download", response_class=Response, responses=_FILE)
@router.head(
    "/audio/{audio_id}/download", response_class=Response, responses=_FILE, operation_id="download_audio_head"
)
async def download_audio(
    audio_id: UUID,
    request: Request,
    user: SignedIn,
    core: CoreOf,
    remaker: Annotated[Remaker, Depends(_remaker)],
    format_: Annotated[DownloadFormat, Query(alias="format")] = "flac",
) -> Response:
    """One sample as a file; other formats than the master take a moment when first asked for.

    `midi` (the notes) and `stems` (a ZIP of 24-bit FLAC parts with a manifest) are there for engines whose
    `exports` name them, and as long as the version that made the sample is installed.
    """
    async with core.database.snapshot() as session:
        found = await repository.made_sample(session, user, audio_id)
    if found is None:
        raise not_found("audio sample", audio_id)
    sample = found.sample
    match format_:
        case "midi" | "stems":
            copy = await remaker.export(found, format_)
        case _:
            copy = await remaker.transcoder.copy(sample, format_)
    return stream_file(
        request,
        core.storage,
        key=copy.key,
        size=copy.size,
        etag=copy.etag,
        last_modified=sample.created_at,
        content_type=CONTENT_TYPES[format_],
        filename=sample_name(found.prompt_text, sample.index, file_suffix(format_)),
    )


@router.get("/generate/{job_id}/download", response_class=StreamingResponse, responses=_ZIP)
async def download_job(job_id: UUID, user: SignedIn, core: CoreOf) -> Response:
    """All finished samples of a job as FLAC, with a manifest, in one ZIP."""
    async with core.database.snapshot() as session:
        files = await repository.job_files(session, user, job_id)
    if files is None:
        raise not_found("job", job_id)
    if not files.samples:
        raise JobHasNoSamplesError("This job has no finished sample to download.")
    body = write_archive(core.storage, files)
    # Read before the headers go out: a missing file must be an error, not half an archive.
    first = await anext(body)
    name = quote(f"{slug(files.prompt.text)}.zip", safe="")
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{name}",
        "content-length": str(archive_size(files)),
        "cache-control": "private",
    }
    return StreamingResponse(_with_first(first, body), media_type="application/zip", headers=headers)


async def _with_first(first: bytes, rest: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(rest):
        yield first
        async for chunk in rest:
            yield chunk
