"""Invites as they come in and go out."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Integer, Payload, Text


class InviteCreate(Payload):
    """How many may come, as what, and for how many days the link is good."""

    role: Literal["member", "rater"] = "member"
    max_uses: Annotated[Integer, Field(ge=1, le=1_000)] = 1
    days: Annotated[Integer, Field(ge=1, le=90)] = 7
    note: Annotated[Text, StringConstraints(max_length=200)] | None = None


class InviteOut(Answer):
    id: UUID
    role: Literal["member", "rater"]
    note: str | None
    max_uses: int
    uses: int
    created_at: UtcTime
    expires_at: UtcTime


class NewInvite(InviteOut):
    """With its token, which is shown this once. `link` is a path of this host."""

    token: str
    link: str
