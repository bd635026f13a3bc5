"""What is tried in the lab, and what comes of it."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StrictBool, StringConstraints

from reprise.core.schema import Answer, Integer, Number, Payload, Text
from reprise.experts.chat.models import ResponseType
from reprise.experts.chat.schemas import MAX_QUERY
from reprise.experts.directory.fields import MAX_RATE, Category

MAX_VARIANTS = 3
Change = Literal["same", "up", "down", "new"]
_Name = Annotated[Text, StringConstraints(min_length=1, max_length=60)]


class LabVariant(Payload):
    """What is left out is as it is in force."""

    name: _Name = Field(examples=["Stricter"])
    match_threshold: Annotated[Number, Field(ge=0, le=1)] | None = Field(None, examples=[0.6])
    match_cosine: Annotated[Number, Field(ge=-1, le=1)] | None = None
    experts_shown: Annotated[Integer, Field(ge=1, le=10)] | None = None
    learning: StrictBool | None = None
    learning_votes: Annotated[Integer, Field(ge=1, le=1_000)] | None = None
    learning_bound: Annotated[Number, Field(ge=0, le=0.5)] | None = None
    lexical_weight: Annotated[Number, Field(ge=0, le=1)] | None = Field(
        None, description="How much the ranking by words counts; 1 as it comes."
    )
    dense_weight: Annotated[Number, Field(ge=0, le=1)] | None = Field(
        None,
        description="How much the ranking by meaning counts; 1 as it comes, nothing without an embedder.",
    )


class LabRequest(Payload):
    query: Annotated[Text, StringConstraints(min_length=1, max_length=MAX_QUERY)] = Field(
        examples=["Our PostgreSQL database is slow"]
    )
    category: Category | None = None
    max_rate: Annotated[Number, Field(ge=0, le=MAX_RATE)] | None = None
    variants: Annotated[list[LabVariant], Field(min_length=1, max_length=MAX_VARIANTS)]


class LabSettings(Answer):
    """What a run went by."""

    match_threshold: float
    match_cosine: float
    experts_shown: int
    learning: bool
    learning_votes: int
    learning_bound: float
    lexical_weight: float
    dense_weight: float


class LabExpert(Answer):
    """`share` of the query's informative terms; `boost` what thumbs add to the score, as a share of it."""

    id: UUID
    name: str
    job_title: str | None
    rank: int
    share: float
    cosine: float | None
    boost: float
    baseline_rank: int | None = Field(description="Null where the baseline does not show them.")
    change: Change


class DroppedExpert(Answer):
    """Shown by the baseline, and not here."""

    id: UUID
    name: str
    baseline_rank: int


class LabRun(Answer):
    name: str
    settings: LabSettings
    type: ResponseType
    top_match_score: float
    experts: list[LabExpert]
    dropped: list[DroppedExpert]


class LabOut(Answer):
    """The baseline is what visitors get now."""

    baseline: LabRun
    variants: list[LabRun]
