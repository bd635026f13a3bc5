"""Leads as the operator sees them."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from reprise.core.db import UtcTime
from reprise.core.schema import Answer


class LeadOut(Answer):
    """`query` is what they had asked when they left it, `consent_text` what they read."""

    id: UUID
    email: str
    query: str | None
    consent_text: str
    created_at: UtcTime
    searches: int = Field(description="Searches that carry this email.")
    can_delete: bool
