"""What visitors send and are told about themselves."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from reprise.core.schema import Answer, Payload, Text


class EmailCapture(Payload):
    email: Text = Field(examples=["visitor@example.org"])
    query: Annotated[Text, StringConstraints(max_length=2000)] | None = Field(
        None, description="What was asked before.", examples=["Our PostgreSQL is slow"]
    )


class Done(Answer):
    status: Literal["ok"] = "ok"


class VisitorState(Answer):
    """`visitor_token` is for pages whose cookies do not travel: they send it as `X-Reprise-Visitor`."""

    unlocked: bool = Field(description="Whether an email was left in this session.")
    consent_text: str
    visitor_token: str
