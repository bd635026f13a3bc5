"""Searches as the operator sees them."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from reprise.core.db import UtcTime
from reprise.core.schema import Answer
from reprise.experts.chat.models import ResponseType
from reprise.experts.votes.models import Vote


class SearchOut(Answer):
    """`vote` is the one that counts; `experts` how many were shown."""

    id: UUID
    created_at: UtcTime
    query: str
    response_type: ResponseType
    top_match_score: float
    experts: int
    vote: Vote | None
    email: str | None
    answered_by: str


class Said(Answer):
    role: str
    content: str


class ShownExpert(Answer):
    """A card as it was shown. `exists` is false once the expert is deleted."""

    id: UUID
    name: str
    title: str | None = None
    company: str | None = None
    hourly_rate: float | None = None
    currency: str | None = None
    why_them: str | None = None
    evidence: str | None = None
    exists: bool


class CastVote(Answer):
    """One post of the visitor; `counts` is true for the newest."""

    id: UUID
    created_at: UtcTime
    vote: Literal["up", "down"]
    reasons: list[str]
    comment: str | None
    expert_ids: list[str]
    email: str | None
    counts: bool


class ClickOut(Answer):
    id: UUID
    expert_id: UUID
    created_at: UtcTime


class LeadRef(Answer):
    id: UUID
    email: str
    created_at: UtcTime


class SearchDetail(Answer):
    """One search with all that came of it; votes and clicks newest first, at most a hundred of each."""

    id: UUID
    created_at: UtcTime
    query: str
    history: list[Said]
    response_type: ResponseType
    narrative: str
    experts: list[ShownExpert]
    top_match_score: float
    retrieval_settings: dict[str, Any] = Field(description="As they were in force.")
    answered_by: str
    email: str | None
    votes: list[CastVote]
    clicks: list[ClickOut]
    lead: LeadRef | None = Field(description="Who the visitor's session belongs to, if they left an email.")
    can_delete: bool
