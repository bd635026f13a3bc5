"""HTTP of questions and answers."""

from __future__ import annotations

from uuid import UUID

from fastapi import Response

from reprise.core.auth.dependencies import Member
from reprise.core.db.dependencies import WriteSession
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import UNKEPT_ANSWER, Router
from reprise.core.limits.errors import LIMITED
from reprise.interviews.operations import views
from reprise.interviews.operations.schemas import OperationOut
from reprise.interviews.questions import service
from reprise.interviews.questions.schemas import AnswerCreate
from reprise.interviews.sessions.schemas import MessageOut

router = Router(tags=["sessions"])


@router.post("/sessions/{session_id}/generate-question", status_code=202, responses=LIMITED)
async def generate_question(
    session_id: UUID, user: Member, session: WriteSession, core: CoreOf, response: Response
) -> OperationOut:
    """Ask for the next question; follow the operation to see it come."""
    operation = await service.generate(core, session, user, session_id)
    response.headers["Location"] = views.location(operation)
    return views.describe(operation)


@router.post("/sessions/{session_id}/answers", status_code=201, openapi_extra=UNKEPT_ANSWER)
async def answer_question(
    session_id: UUID, payload: AnswerCreate, user: Member, session: WriteSession
) -> MessageOut:
    """Answer the open question."""
    return await service.answer(session, user, session_id, payload.answer_text)
