"""Feedback in lists."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from reprise.core.schema import Answer
from reprise.songs.feedback.schemas import FeedbackOut


class FeedbackInContext(FeedbackOut):
    """`label` is the sample's letter within its job; `preferred_over_…` are those of the other sample."""

    job_id: UUID
    label: str
    prompt_id: UUID
    prompt_text: str
    preferred_over_label: str | None
    preferred_over_job_id: UUID | None


class FeedbackPage(Answer):
    """One page, newest first; `next_cursor` leads on and is null on the last one."""

    items: list[FeedbackInContext]
    total: int = Field(description="Number of rows in all, exact up to 10,000.")
    total_capped: bool
    page: int
    limit: int
    next_cursor: str | None
