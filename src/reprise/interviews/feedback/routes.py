"""HTTP of feedback."""

from __future__ import annotations

from uuid import UUID

from fastapi import Response

from reprise.core.auth.dependencies import Member
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import Router
from reprise.core.limits.errors import LIMITED
from reprise.interviews.feedback import service
from reprise.interviews.feedback.schemas import InterviewFeedbackResponse
from reprise.interviews.operations import views
from reprise.interviews.operations.schemas import OperationOut

router = Router(tags=["feedback"])


@router.post("/sessions/{session_id}/generate-feedback", status_code=202, responses=LIMITED)
async def generate_feedback(
    session_id: UUID, user: Member, session: WriteSession, core: CoreOf, response: Response
) -> OperationOut:
    """Ask for feedback on a completed session; the analysis runs in the background."""
    operation = await service.generate(core, session, user, session_id)
    response.headers["Location"] = views.location(operation)
    return views.describe(operation)


@router.get("/sessions/{session_id}/feedback")
async def get_feedback(session_id: UUID, user: Member, session: ReadSession) -> InterviewFeedbackResponse:
    """Scores, texts, gaps and what to learn, with the quotes that they rest on."""
    return await service.describe(session, await service.find(session, user, session_id))
