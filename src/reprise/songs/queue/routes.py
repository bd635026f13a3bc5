"""HTTP of the queue."""

from __future__ import annotations

from reprise.core.auth.dependencies import Admin, SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf, Pages
from reprise.core.idempotency.routing import KeyReserved, Router
from reprise.core.paging import Page
from reprise.songs.generation.schemas import JobOut
from reprise.songs.queue import service
from reprise.songs.queue.schemas import Cleared, QueueOut

router = Router(tags=["queue"])


@router.get("/queue")
async def get_queue(user: SignedIn, session: ReadSession) -> QueueOut:
    """How many jobs wait and run, and whether the queue is paused."""
    return await service.show(session, user)


@router.get("/queue/jobs")
async def get_queue_jobs(user: SignedIn, session: ReadSession, paging: Pages) -> Page[JobOut]:
    """Jobs that are processing, the longest first, then queued ones in the order in which they will run."""
    return await service.listing(session, user, paging)


@router.post("/queue/pause")
async def pause_queue(user: Admin, session: WriteSession, core: CoreOf) -> QueueOut:
    """Let no queued job start; those that are processing go on."""
    return await service.pause(core, session, user)


@router.post("/queue/resume")
async def resume_queue(user: Admin, session: WriteSession, core: CoreOf) -> QueueOut:
    """Let queued jobs start again."""
    return await service.resume(core, session, user)


@router.post("/queue/clear")
async def clear_queue(_: Admin, core: CoreOf, _key: KeyReserved) -> Cleared:
    """Cancel every job that is queued now; those that are processing go on.

    A long queue is cleared in many short steps. If one fails, the jobs of those before it stay cancelled,
    and asking again cancels the rest.
    """
    return await service.clear(core)
