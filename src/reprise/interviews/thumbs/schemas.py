"""Thumbs as they come in and go out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool, StringConstraints

from reprise.core.db import UtcTime
from reprise.core.paging import Page
from reprise.core.schema import Answer, Payload, Text

_Reason = Annotated[Text, StringConstraints(max_length=1000)]


class ThumbPut(Payload):
    up: StrictBool = Field(examples=[True])
    reason: _Reason | None = Field(
        None,
        description="Read by whoever runs this installation, without the session.",
        examples=["The gaps it named were the ones I felt."],
    )


class ThumbOut(Answer):
    """A thumb as the operator sees it: nothing of the session, and nobody's name."""

    id: UUID
    up: bool
    reason: str | None
    analyst: str
    created_at: UtcTime
    updated_at: UtcTime


class ThumbCount(Answer):
    analyst: str
    up: int
    down: int


class ThumbPage(Page[ThumbOut]):
    """Newest first; `counts` are of all thumbs, by analyst."""

    counts: list[ThumbCount]
