"""Questions as they come in, and what streams back."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from reprise.core.accounts.fields import Email
from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Payload, Text
from reprise.experts.chat.models import ResponseType
from reprise.experts.directory.fields import MAX_RATE, Category

MAX_QUERY = 2_000
MAX_HISTORY = 100


class Said(Payload):
    """Something that was said before."""

    role: Literal["user", "assistant"]
    content: Annotated[Text, StringConstraints(max_length=10_000)]


class ChatRequest(Payload):
    query: Annotated[Text, StringConstraints(min_length=1, max_length=MAX_QUERY)] = Field(
        examples=["Our PostgreSQL database is slow"]
    )
    history: Annotated[list[Said], Field(max_length=MAX_HISTORY)] = Field(
        default_factory=list, description="What was said before, oldest first; the newest ten are read."
    )
    email: Email | None = Field(None, description="Kept with the question; it opens nothing.")
    category: Category | None = Field(None, description="Only experts of this category.")
    max_rate: Annotated[float, Field(strict=True, ge=0, le=MAX_RATE)] | None = Field(
        None, description="Only experts whose hourly rate is known and not above this."
    )


class Card(Answer):
    """An expert as a visitor sees them. Everything but `why_them` is from the directory.

    `evidence` is the passage of the profile on which `why_them` rests. While `locked`, no address is there.
    """

    id: UUID
    name: str
    title: str | None
    company: str | None
    hourly_rate: float | None
    currency: str | None
    category: str | None
    why_them: str
    evidence: str | None
    locked: bool
    profile_url: str | None = None
    visit_url: str | None = Field(None, description="Logs the click and leads to the profile.")


class StatusEvent(Answer):
    event: Literal["status"] = "status"
    status: str


class DeltaEvent(Answer):
    """A piece of the narrative, as it is written."""

    event: Literal["delta"] = "delta"
    text: str


class ResultEvent(Answer):
    event: Literal["result"] = "result"
    type: ResponseType
    narrative: str
    experts: list[Card]
    conversation_id: UUID
    visitor_token: str = Field(description="Sent back as `X-Reprise-Visitor` where cookies do not travel.")


class ErrorEvent(Answer):
    event: Literal["error"] = "error"
    message: str


class DoneEvent(Answer):
    event: Literal["done"] = "done"


ChatEvent = Annotated[
    StatusEvent | DeltaEvent | ResultEvent | ErrorEvent | DoneEvent, Field(discriminator="event")
]


class ConversationOut(Answer):
    """An answer of one's own, again: with addresses once an email was left."""

    type: ResponseType
    narrative: str
    experts: list[Card]
    conversation_id: UUID
    query: str
    created_at: UtcTime
