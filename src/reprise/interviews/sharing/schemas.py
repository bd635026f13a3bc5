"""Share links as they come in and go out, and what their readers see."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Integer, Payload, Text
from reprise.interviews.feedback.schemas import InterviewFeedbackResponse
from reprise.interviews.sessions.models import SessionStatus
from reprise.interviews.sessions.schemas import MessageOut

_Label = Annotated[Text, StringConstraints(min_length=1, max_length=120)]


class ShareLinkCreate(Payload):
    label: _Label | None = Field(None, description="For whom it is.", examples=["My coach"])
    expires_in_days: Integer = Field(30, ge=1, le=365)


class ShareLinkOut(Answer):
    """`revoked_at` is null while the link works, as long as it has not expired."""

    id: UUID
    label: str | None
    created_at: UtcTime
    expires_at: UtcTime
    revoked_at: UtcTime | None


class ShareLinkCreated(ShareLinkOut):
    """`token` is shown here once and never again; `path` is the address of the page with
    it, relative to the host.

    Behind the `#` it is sent to no server and stands in no log.
    """

    token: str
    path: str


class SharedSession(Answer):
    """What a reader of the link sees: the transcript and the feedback, never the résumé."""

    role: str
    company: str | None
    attempt: int
    status: SessionStatus
    created_at: UtcTime
    completed_at: UtcTime | None
    expires_at: UtcTime
    messages: list[MessageOut]
    feedback: InterviewFeedbackResponse | None
