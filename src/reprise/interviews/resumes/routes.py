"""HTTP of résumés."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import File, Request, Response, UploadFile

from reprise.core.auth.dependencies import Member
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import UNKEPT_ANSWER, IdempotentRoute, KeyReserved, Router
from reprise.interviews.resume_files import MAX_FILE_BYTES, line
from reprise.interviews.resumes import service
from reprise.interviews.resumes.schemas import ResumeOut, ResumePut


class _AtTheDoor(IdempotentRoute):
    """Turns away before the body is read; a form is parsed before anything else of a route."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def if_there_is_room(request: Request) -> Response:
            line.require_room()
            return await handler(request)

        return if_there_is_room


router = Router(tags=["resumes"])
_uploads = Router(route_class=_AtTheDoor)


@router.get("/resumes/me")
async def get_resume(user: Member, session: ReadSession) -> ResumeOut:
    """One's own résumé."""
    return await service.find(session, user)


@router.put("/resumes/me", openapi_extra=UNKEPT_ANSWER)
async def put_resume(payload: ResumePut, user: Member, session: WriteSession) -> ResumeOut:
    """Write one's résumé, or write it anew."""
    return await service.put(session, user, payload.content)


@_uploads.post("/resumes/me/file", openapi_extra=UNKEPT_ANSWER)
async def upload_resume(
    user: Member,
    core: CoreOf,
    file: Annotated[UploadFile, File(description="PDF, DOCX or text, at most 5 MiB.")],
    _: KeyReserved,
) -> ResumeOut:
    """Make the text of a file one's résumé."""
    # Not while the body arrives: slow senders would keep others out.
    with line.place():
        content = await file.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise service.too_large()
        return await service.put_file(core, user, file.filename or "", content)


router.include_router(_uploads)


@router.delete("/resumes/me", status_code=204, response_class=Response)
async def delete_resume(user: Member, session: WriteSession) -> None:
    """Delete one's résumé."""
    await service.delete(session, user)
