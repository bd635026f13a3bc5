"""Feedback as it comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, Field, StrictBool, StringConstraints

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Integer, Payload, Text
from reprise.songs.feedback.vocabulary import NOTES_LENGTH, TAG_LENGTH, Criterion, normalised

MOST_AT_ONCE: Final = 100
MOST_TAGS: Final = 20
MOST_RANKED: Final = 8


def _as_stored(tag: str) -> str:
    stored = normalised(tag)
    if not stored:
        raise ValueError("must not be empty")
    if len(stored) > TAG_LENGTH:
        raise ValueError(f"must have at most {TAG_LENGTH} characters")
    return stored


TagName = Annotated[Text, StringConstraints(min_length=1, max_length=TAG_LENGTH), AfterValidator(_as_stored)]


class FeedbackCreate(Payload):
    """At least one of rating, preference, tags and notes. With `tie` neither of the two is preferred."""

    audio_id: UUID
    rating: Annotated[Integer, Field(ge=1, le=5)] | None = None
    rating_criterion: Criterion = "overall"
    preferred_over: UUID | None = Field(
        default=None, description="Another sample of the same prompt, which `audio_id` is preferred over."
    )
    tie: StrictBool = False
    tags: list[TagName] = Field(default=[], max_length=MOST_TAGS, examples=[["good_melody", "creative"]])
    notes: Annotated[Text, StringConstraints(max_length=NOTES_LENGTH)] | None = None


class FeedbackBatch(Payload):
    """All of it is stored, or nothing."""

    items: list[FeedbackCreate] = Field(min_length=1, max_length=MOST_AT_ONCE)


def _of_some(order: list[list[UUID]]) -> list[list[UUID]]:
    if not 2 <= sum(map(len, order)) <= MOST_RANKED:
        raise ValueError(f"must rank 2 to {MOST_RANKED} samples")
    return order


_Bracket = Annotated[list[UUID], Field(min_length=1, max_length=MOST_RANKED)]


class FeedbackRanking(Payload):
    """Samples of one prompt, the best first; those in one bracket are equally good. 2 to 8 in all."""

    order: Annotated[list[_Bracket], Field(min_length=1, max_length=MOST_RANKED), AfterValidator(_of_some)]
    rating_criterion: Criterion = "overall"


class FeedbackAuthor(Answer):
    """`name` is null for people who left, and where nobody has an account."""

    id: UUID
    name: str | None


class FeedbackOut(Answer):
    """`effective` while at least one of its values is the newest of its kind by its author."""

    id: UUID
    audio_id: UUID
    rating: int | None
    rating_criterion: Criterion
    preferred_over: UUID | None
    tie: bool
    tags: list[str]
    notes: str | None
    author: FeedbackAuthor
    created_at: UtcTime
    effective: bool


class FeedbackMade(Answer):
    """In the order in which it was given."""

    items: list[FeedbackOut]
