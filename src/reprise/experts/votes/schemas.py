"""Thumbs as they come in."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from reprise.core.accounts.fields import Email
from reprise.core.schema import Payload, Text
from reprise.experts.votes.models import Vote

_Reason = Annotated[Text, StringConstraints(min_length=1, max_length=200)]
_Comment = Annotated[Text, StringConstraints(max_length=1000)]


class FeedbackRequest(Payload):
    conversation_id: UUID
    vote: Vote = Field(examples=["up"])
    email: Email | None = None
    expert_ids: Annotated[list[UUID], Field(max_length=20)] | None = Field(
        None, description="Experts of the answer that are meant."
    )
    reasons: Annotated[list[_Reason], Field(max_length=20)] | None = Field(
        None, examples=[["Not relevant to my problem"]]
    )
    comment: _Comment | None = None
