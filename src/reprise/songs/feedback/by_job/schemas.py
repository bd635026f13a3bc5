"""Feedback of one job."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from reprise.core.db import UtcTime
from reprise.core.schema import Answer
from reprise.songs.feedback.schemas import FeedbackAuthor
from reprise.songs.feedback.vocabulary import Criterion

_AVERAGE = "Mean of the ratings that count, half up to two decimals; null without any."
_AVERAGES = "The same for each criterion with ratings that count."


class FeedbackSummary(Answer):
    """In a word: `count` is of all rows, the average of `overall` ratings that count."""

    count: int
    has_feedback: bool
    average_rating: float | None = Field(description=_AVERAGE)


class JobFeedbackRow(Answer):
    """One row of feedback; it stands under the sample that it is about."""

    id: UUID
    rating: int | None
    rating_criterion: Criterion
    preferred_over: UUID | None
    tags: list[str]
    notes: str | None
    created_at: UtcTime
    tie: bool
    author: FeedbackAuthor
    effective: bool


class SampleFeedback(Answer):
    """`feedback` is newest first; `more` leads to all of it when there is more than was asked for."""

    audio_id: UUID
    label: str
    total_feedback: int
    average_rating: float | None = Field(description=_AVERAGE)
    averages: dict[Criterion, float] = Field(description=_AVERAGES)
    feedback: list[JobFeedbackRow]
    more: str | None


class JobFeedback(Answer):
    """All samples of a job by label, each with what was said of it."""

    job_id: UUID
    prompt_id: UUID
    total_samples: int
    total_feedback: int
    average_rating: float | None = Field(description=_AVERAGE)
    averages: dict[Criterion, float] = Field(description=_AVERAGES)
    samples: list[SampleFeedback]
