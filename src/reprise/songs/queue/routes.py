"""HTTP of the queue."""

from __future__ import annotations

from fastapi import APIRouter

from reprise.core.auth.identity import Admin, SignedIn
from reprise.core.context import CoreOf
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.songs.queue import service
from reprise.songs.queue.schemas import Cleared, QueueOut

router = APIRouter(tags=["queue"])


@router.get("/queue")
async def get_queue(user: SignedIn, session: ReadSession) -> QueueOut:
    """How many jobs wait and run, and whether the queue is paused."""
    return await service.show(session, user)


@router.post("/queue/pause")
async def pause_queue(user: Admin, session: WriteSession, core: CoreOf) -> QueueOut:
    """Let no queued job start; those that are processing go on."""
    return await service.pause(core, session, user)


@router.post("/queue/resume")
async def resume_queue(user: Admin, session: WriteSession, core: CoreOf) -> QueueOut:
    """Let queued jobs start again."""
    return await service.resume(core, session, user)


@router.post("/queue/clear")
async def clear_queue(_: Admin, session: WriteSession, core: CoreOf) -> Cleared:
    """Cancel every queued job; those that are processing go on."""
    return await service.clear(core, session)
