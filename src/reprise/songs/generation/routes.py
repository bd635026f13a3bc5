"""HTTP of jobs: ask for music, look, cancel, try again."""

from __future__ import annotations

from uuid import UUID

from fastapi import Response

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import Router
from reprise.songs.engines.dependency import Engines
from reprise.songs.generation import deletion, service, views
from reprise.songs.generation.schemas import GenerateRequest, JobOut

router = Router(tags=["generation"])


@router.post("/generate", status_code=202)
async def generate(
    payload: GenerateRequest,
    user: SignedIn,
    session: WriteSession,
    core: CoreOf,
    engines: Engines,
    response: Response,
) -> JobOut:
    """Ask for music; the job is accepted at once and worked on by a worker."""
    job = await service.submit(core, session, user, payload, engines)
    response.headers["Location"] = f"/api/v1/generate/{job.id}"
    return await views.describe(session, job)


@router.get("/generate/{job_id}")
async def get_job(job_id: UUID, user: SignedIn, session: ReadSession) -> JobOut:
    """A job's status, progress and results."""
    return await views.describe(session, await service.find(session, user, job_id))


@router.delete("/generate/{job_id}", responses={202: {"model": JobOut}})
async def cancel_job(
    job_id: UUID, user: SignedIn, session: WriteSession, core: CoreOf, response: Response
) -> JobOut:
    """Cancel: 200 when it is done, 202 while a worker is stopping."""
    job = await service.cancel(core, session, user, job_id)
    response.status_code = 200 if job.status == "cancelled" else 202
    response.headers["Location"] = f"/api/v1/generate/{job.id}"
    return await views.describe(session, job)


@router.post("/generate/{job_id}/retry", status_code=202)
async def retry_job(
    job_id: UUID, user: SignedIn, session: WriteSession, core: CoreOf, response: Response
) -> JobOut:
    """A new job that asks for the same as a failed or cancelled one."""
    job = await service.retry(core, session, user, job_id)
    response.headers["Location"] = f"/api/v1/generate/{job.id}"
    return await views.describe(session, job)


@router.delete("/audio/{audio_id}", status_code=204, response_class=Response, tags=["audio"])
async def delete_audio(audio_id: UUID, user: SignedIn, session: WriteSession, core: CoreOf) -> None:
    """Delete one sample of a finished job."""
    await deletion.delete_sample(core, session, user, audio_id)
